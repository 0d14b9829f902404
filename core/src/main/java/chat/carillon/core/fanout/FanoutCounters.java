package chat.carillon.core.fanout;

import java.util.concurrent.atomic.LongAdder;

/// What the feeds had to heal, since the node started. Thread-safe.
public final class FanoutCounters {
    private final LongAdder gaps = new LongAdder();
    private final LongAdder backfilledEntries = new LongAdder();

    void gap() {
        gaps.increment();
    }

    void backfilled(int entries) {
        backfilledEntries.add(entries);
    }

    /// Gaps for which the store was asked.
    public long gaps() {
        return gaps.sum();
    }

    /// Entries that the store gave for them.
    public long backfilledEntries() {
        return backfilledEntries.sum();
    }
}
