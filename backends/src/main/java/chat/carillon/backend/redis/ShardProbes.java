package chat.carillon.backend.redis;

import chat.carillon.core.bus.Beats;
import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether every shard of a Redis Cluster carries what is said: the beats of all nodes go through one of them, so a
/// node also talks to itself through the others. Thread-safe.
///
/// A shard that was away has lost its subscriptions, and a client may fail to renew them while the shard is not quite
/// back. So one that is silent is asked for the node's own channel, and once that is confirmed for all others.
final class ShardProbes {
    /// A shard that stays silent is asked again so often.
    private static final Duration ASK_EVERY = Duration.ofSeconds(3);

    private final Map<String, Probe> byChannel;
    private final Time time;

    private static final class Probe {
        final Beats beats;
        long silentAtNanos;
        boolean silent;

        Probe(Beats beats, long silentAtNanos) {
            this.beats = beats;
            this.silentAtNanos = silentAtNanos;
        }
    }

    private ShardProbes(Map<String, Probe> byChannel, Time time) {
        this.byChannel = Map.copyOf(byChannel);
        this.time = time;
    }

    /// None, if it is no cluster.
    static ShardProbes of(String self, RedisOptions options, Time time) {
        List<String> channels = options.cluster() ? Spread.names(options.prefix() + "p:" + self + ":") : List.of();
        long longAgo = time.monotonicNanos() - ASK_EVERY.toNanos();
        var byChannel = new HashMap<String, Probe>();
        channels.forEach(channel -> byChannel.put(channel, new Probe(new Beats(self, time), longAgo)));
        return new ShardProbes(byChannel, time);
    }

    /// What the node listens to and beats on, beside what all nodes do.
    Set<String> channels() {
        return byChannel.keySet();
    }

    /// @return false if this is not one of these channels
    boolean heard(String channel, String node) {
        Probe probe = byChannel.get(channel);
        if (probe == null) {
            return false;
        }
        probe.beats.heard(node);
        return true;
    }

    /// The channels that are to be subscribed to again.
    synchronized List<String> silent() {
        long now = time.monotonicNanos();
        return byChannel.entrySet().stream()
                .filter(one -> becomesSilent(one.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean becomesSilent(Probe probe, long now) {
        if (probe.beats.healthy() || now - probe.silentAtNanos < ASK_EVERY.toNanos()) {
            return false;
        }
        probe.silentAtNanos = now;
        probe.silent = true;
        return true;
    }

    /// Whether the confirmation of this channel says that a silent shard takes subscriptions again.
    synchronized boolean isBack(String channel) {
        Probe probe = byChannel.get(channel);
        if (probe == null || !probe.silent) {
            return false;
        }
        probe.silent = false;
        return true;
    }

    boolean healthy() {
        return byChannel.values().stream().allMatch(probe -> probe.beats.healthy());
    }
}
