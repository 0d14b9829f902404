package chat.carillon.core.routing;

import java.util.concurrent.atomic.LongAdder;

/// What routing cost, since the node started. Thread-safe.
public final class RoutingCounters {
    final LongAdder direct = new LongAdder();
    final LongAdder published = new LongAdder();
    final LongAdder lookups = new LongAdder();
    final LongAdder broadcast = new LongAdder();
    final LongAdder dropped = new LongAdder();

    /// Records sent to single nodes that the registry named: one for each node.
    public long direct() {
        return direct.sum();
    }

    /// Records published to a conversation's topic.
    public long published() {
        return published.sum();
    }

    /// Questions to the registry; under load one is for many entries.
    public long lookups() {
        return lookups.sum();
    }

    /// Records sent to all nodes because the registry or the store could not say which.
    public long broadcast() {
        return broadcast.sum();
    }

    /// Records that were not sent because too many waited; the feeds find the entries by seq.
    public long dropped() {
        return dropped.sum();
    }
}
