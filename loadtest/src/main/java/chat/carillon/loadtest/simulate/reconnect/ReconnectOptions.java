package chat.carillon.loadtest.simulate.reconnect;

import chat.carillon.client.net.Backoff;
import java.time.Duration;

/// What is simulated. All clients lose their connection at the moment 0.
///
/// @param shape of the waits; `none` ignores it, `fixed` takes the first
/// @param server that they come back to
/// @param timeout after which a client gives up an attempt
/// @param retry how soon a client of the policy `none` comes again
/// @param horizon when the simulation ends, whoever is back
/// @param seed of all chance
public record ReconnectOptions(
        int clients,
        Backoff.Shape shape,
        Server server,
        Duration timeout,
        Duration retry,
        Duration horizon,
        long seed) {
    private static final int MAX_CLIENTS = 10_000_000;
    private static final Duration MAX_HORIZON = Duration.ofHours(1);
    private static final Duration MIN_RETRY = Duration.ofMillis(10);

    /// The server, when it is there and when it is not.
    ///
    /// @param acceptPerSecond sessions that it opens a second when it does nothing else
    /// @param refusalShare what turning one away costs, as a share of opening a session
    /// @param outage for how long nobody can connect
    /// @param silent whether attempts go unanswered meanwhile; otherwise they are refused at once
    /// @param admission whether clients of the policy `carillon` find one
    public record Server(
            double acceptPerSecond, double refusalShare, Duration outage, boolean silent, boolean admission) {
        /// One warm core, for all that a session costs until it has caught up.
        public static final double ACCEPT_PER_SECOND = 1_000;

        /// A refusal takes 0.03 ms of a core (`carillon bench refuse`), a session at the rate above 1 ms.
        public static final double REFUSAL_SHARE = 0.03;

        /// As long as a node needs to start: decision 0013.
        public static final Duration OUTAGE = Duration.ofSeconds(5);

        public Server {
            if (!(acceptPerSecond >= 1) || !(acceptPerSecond <= 1e9)) {
                throw new IllegalArgumentException(
                        "accept rate: %s (expected: 1 to 1,000,000,000)".formatted(acceptPerSecond));
            }
            if (!(refusalShare >= 0) || !(refusalShare <= 1)) {
                throw new IllegalArgumentException("refusal share: %s (expected: 0 to 1)".formatted(refusalShare));
            }
            if (outage.isNegative()) {
                throw new IllegalArgumentException("outage: %d s (expected: 0 or more)".formatted(outage.toSeconds()));
            }
        }

        /// One that takes so many a second, and is gone for so long.
        public static Server of(double acceptPerSecond, Duration outage) {
            return new Server(acceptPerSecond, REFUSAL_SHARE, outage, false, true);
        }
    }

    public ReconnectOptions {
        if (clients < 1 || clients > MAX_CLIENTS) {
            throw new IllegalArgumentException("clients: %d (expected: 1 to 10,000,000)".formatted(clients));
        }
        if (timeout.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("timeout: %d ms (expected: 100 or more)".formatted(timeout.toMillis()));
        }
        if (retry.compareTo(MIN_RETRY) < 0) {
            throw new IllegalArgumentException("retry: %d ms (expected: 10 or more)".formatted(retry.toMillis()));
        }
        if (horizon.compareTo(Duration.ofSeconds(1)) < 0 || horizon.compareTo(MAX_HORIZON) > 0) {
            throw new IllegalArgumentException("duration: %d s (expected: 1 to 3600)".formatted(horizon.toSeconds()));
        }
        if (server.outage().compareTo(horizon) >= 0) {
            throw new IllegalArgumentException("outage: %d s (expected: less than the %d s that are simulated)"
                    .formatted(server.outage().toSeconds(), horizon.toSeconds()));
        }
    }

    /// So many clients of the standard shape, and this server; ten minutes.
    public static ReconnectOptions of(int clients, Server server) {
        return new ReconnectOptions(
                clients,
                Backoff.Shape.STANDARD,
                server,
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMinutes(10),
                1);
    }

    public ReconnectOptions withShape(Backoff.Shape other) {
        return new ReconnectOptions(clients, other, server, timeout, retry, horizon, seed);
    }

    public ReconnectOptions withSeed(long other) {
        return new ReconnectOptions(clients, shape, server, timeout, retry, horizon, other);
    }

    public ReconnectOptions withTimes(Duration givesUp, Duration again, Duration end) {
        return new ReconnectOptions(clients, shape, server, givesUp, again, end, seed);
    }
}
