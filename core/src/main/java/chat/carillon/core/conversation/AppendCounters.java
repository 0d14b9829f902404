package chat.carillon.core.conversation;

import chat.carillon.core.time.Latencies;
import java.util.concurrent.atomic.LongAdder;

/// How many entries were committed in how many transactions: their quotient is what group commit gains.
/// Thread-safe.
public final class AppendCounters {
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final Latencies times = new Latencies();

    void committed(int batch) {
        commits.increment();
        writes.add(batch);
    }

    /// How long commits took.
    public Latencies times() {
        return times;
    }

    public long commits() {
        return commits.sum();
    }

    /// Writes that these commits answered.
    public long writes() {
        return writes.sum();
    }
}
