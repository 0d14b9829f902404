package chat.carillon.core.bus;

import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Whether the bus carries what nodes say: each beats on it several times a second, itself listening, and three
/// missed beats of any node that should be there make the bus suspect. Thread-safe.
public final class Beats {
    public static final Duration EVERY = Duration.ofMillis(300);

    private static final Duration SUSPECT_AFTER = EVERY.multipliedBy(3);

    /// What could not be said may be missed anywhere.
    private static final Duration SUSPECT_AFTER_FAILURE = Duration.ofSeconds(2);

    private final String self;
    private final Time time;

    /// When each node that should beat was heard last; when it was first expected, if it was not.
    private final Map<String, Long> heardAtNanos = new HashMap<>();

    private long suspectUntilNanos;

    /// @param self name and incarnation of the own node
    public Beats(String self, Time time) {
        this.self = self;
        this.time = time;
        heardAtNanos.put(self, time.monotonicNanos());
        suspectUntilNanos = time.monotonicNanos();
    }

    /// The other nodes that live, according to whoever knows. Others are not waited for.
    public synchronized void expect(Set<String> others) {
        long now = time.monotonicNanos();
        heardAtNanos.keySet().removeIf(node -> !node.equals(self) && !others.contains(node));
        others.forEach(node -> heardAtNanos.putIfAbsent(node, now));
    }

    /// The bus carried something of this node's.
    public synchronized void heard(String node) {
        heardAtNanos.computeIfPresent(node, (_, _) -> time.monotonicNanos());
    }

    /// Something of the own node's could not be handed to the bus.
    public synchronized void failed() {
        suspectUntilNanos = time.monotonicNanos() + SUSPECT_AFTER_FAILURE.toNanos();
    }

    public synchronized boolean healthy() {
        long now = time.monotonicNanos();
        return now - suspectUntilNanos >= 0
                && heardAtNanos.values().stream().allMatch(at -> now - at <= SUSPECT_AFTER.toNanos());
    }
}
