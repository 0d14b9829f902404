package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.cluster.BrokerKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// What is replayed, and what goes wrong meanwhile.
///
/// @param places logs, folders or archives of logs
/// @param target whose promise it is
/// @param maxMessages after so many the replay stops; 0 for all
/// @param watchers of each conversation
/// @param cutShare of watchers and authors whose connections are cut now and then
/// @param kills how often a server is killed; only of those that were started for the replay
/// @param seed that mishaps are drawn from
/// @param speed times as fast as the log's own clock; 0 for as fast as it goes
/// @param parallel conversations at a time
/// @param sessions of authors that are open at a time
public record ReplayOptions(
        List<Path> places,
        Target target,
        long maxMessages,
        int watchers,
        double cutShare,
        int kills,
        long seed,
        double speed,
        int parallel,
        int sessions) {

    /// Whom it speaks to.
    public sealed interface Target {
        /// A server that runs already.
        ///
        /// @param jwtSecret what it has in `CARILLON_AUTH_JWT_SECRET`: a replay speaks for thousands of users
        record Running(URI uri, String jwtSecret) implements Target {
            @Override
            public String toString() {
                return "Running[" + uri + "]";
            }
        }

        /// One that is started on empty data.
        record OwnServer() implements Target {}

        /// A cluster that is started on empty data.
        record OwnCluster(int nodes, BrokerKind broker) implements Target {}
    }

    public ReplayOptions {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("places: none (expected: a log, a folder or a .tar.gz)");
        }
        if (maxMessages < 0 || watchers < 0 || kills < 0 || speed < 0 || parallel < 1 || sessions < 1) {
            throw new IllegalArgumentException("numbers must not be negative, parallel and sessions at least 1");
        }
        if (cutShare < 0 || cutShare > 1) {
            throw new IllegalArgumentException("cutShare: %s (expected: 0 to 1)".formatted(cutShare));
        }
        if (kills > 0 && target instanceof Target.Running) {
            throw new IllegalArgumentException("kills: only a server that the replay starts can be killed");
        }
    }

    /// Three watchers a conversation, a tenth of the connections cut, as fast as it goes.
    public static ReplayOptions of(List<Path> places) {
        return new ReplayOptions(places, new Target.OwnServer(), 0, 3, 0.1, 0, 1, 0, 48, 300);
    }

    public ReplayOptions withTarget(Target other) {
        return new ReplayOptions(
                places, other, maxMessages, watchers, cutShare, kills, seed, speed, parallel, sessions);
    }

    public ReplayOptions withMaxMessages(long count) {
        return new ReplayOptions(places, target, count, watchers, cutShare, kills, seed, speed, parallel, sessions);
    }

    public ReplayOptions withWatchers(int count) {
        return new ReplayOptions(places, target, maxMessages, count, cutShare, kills, seed, speed, parallel, sessions);
    }

    /// The mishaps, and what they are drawn from.
    public ReplayOptions withMishaps(double share, int serverKills, long drawnFrom) {
        return new ReplayOptions(
                places, target, maxMessages, watchers, share, serverKills, drawnFrom, speed, parallel, sessions);
    }

    public ReplayOptions withSpeed(double times) {
        return new ReplayOptions(
                places, target, maxMessages, watchers, cutShare, kills, seed, times, parallel, sessions);
    }

    /// How much goes on at a time.
    public ReplayOptions withBounds(int conversations, int authorSessions) {
        return new ReplayOptions(
                places, target, maxMessages, watchers, cutShare, kills, seed, speed, conversations, authorSessions);
    }
}
