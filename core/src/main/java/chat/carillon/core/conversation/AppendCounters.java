package chat.carillon.core.conversation;

import java.util.concurrent.atomic.LongAdder;

/// How many entries were committed in how many transactions: their quotient is what group commit gains.
/// Thread-safe.
public final class AppendCounters {
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();

    void committed(int batch) {
        commits.increment();
        writes.add(batch);
    }

    public long commits() {
        return commits.sum();
    }

    /// Writes that these commits answered.
    public long writes() {
        return writes.sum();
    }
}
