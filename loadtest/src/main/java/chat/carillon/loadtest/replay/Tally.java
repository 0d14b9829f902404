package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.check.Findings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What all conversations of a replay add up to. Thread-safe.
final class Tally {
    private static final long MAX_LATENCY_NANOS = 600_000_000_000L;

    private final long maxMessages;
    private final AtomicLong claimed = new AtomicLong();
    final LongAdder messages = new LongAdder();
    final LongAdder conversations = new LongAdder();
    final LongAdder blankLines = new LongAdder();
    final LongAdder replies = new LongAdder();
    final LongAdder joins = new LongAdder();
    final LongAdder leaves = new LongAdder();
    final LongAdder sessions = new LongAdder();
    final LongAdder cuts = new LongAdder();
    final LongAdder kills = new LongAdder();
    final LongAdder shown = new LongAdder();
    final Findings findings = new Findings();
    private final Histogram sent = new ConcurrentHistogram(MAX_LATENCY_NANOS, 3);
    private final Histogram sentByCut = new ConcurrentHistogram(MAX_LATENCY_NANOS, 3);
    private final Histogram seen = new ConcurrentHistogram(MAX_LATENCY_NANOS, 3);
    private final Histogram seenByCut = new ConcurrentHistogram(MAX_LATENCY_NANOS, 3);

    /// @param maxMessages 0 for no end
    Tally(long maxMessages) {
        this.maxMessages = maxMessages;
    }

    /// Whether one more message may be sent.
    boolean claim() {
        return maxMessages == 0 || claimed.incrementAndGet() <= maxMessages;
    }

    /// @param cut whether the author is one whose connection is cut now and then
    void sent(boolean cut, long latencyNanos) {
        messages.increment();
        (cut ? sentByCut : sent).recordValue(bounded(latencyNanos));
    }

    /// @param cut whether the author or the watcher is one whose connection is cut now and then
    void seen(boolean cut, long latencyNanos) {
        (cut ? seenByCut : seen).recordValue(bounded(latencyNanos));
    }

    private static long bounded(long nanos) {
        return Math.clamp(nanos, 0, MAX_LATENCY_NANOS);
    }

    ReplayReport report(double seconds) {
        return new ReplayReport(
                new ReplayReport.Counts(
                        messages.sum(),
                        conversations.sum(),
                        shown.sum(),
                        blankLines.sum(),
                        replies.sum(),
                        joins.sum(),
                        leaves.sum(),
                        sessions.sum()),
                cuts.sum(),
                kills.sum(),
                seconds,
                new ReplayReport.Latencies(sent.copy(), sentByCut.copy(), seen.copy(), seenByCut.copy()),
                findings);
    }
}
