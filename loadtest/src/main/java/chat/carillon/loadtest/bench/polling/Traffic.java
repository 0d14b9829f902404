package chat.carillon.loadtest.bench.polling;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What went over the sockets of all clients of one row, while it was counted. Thread-safe.
final class Traffic {
    private static final String MARK = "@T=";
    private static final int DIGITS = 16;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Histogram delays = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private volatile long fromNanos = Long.MAX_VALUE;

    /// Counts from now on, and the delays of messages that are due from now on.
    void start(long nowNanos) {
        fromNanos = nowNanos;
    }

    private boolean counting() {
        return fromNanos != Long.MAX_VALUE;
    }

    void request() {
        if (counting()) {
            requests.increment();
        }
    }

    void bytes(int count) {
        if (counting()) {
            bytes.add(count);
        }
    }

    /// Finds the messages in what a client was given.
    void seen(String text) {
        long now = System.nanoTime();
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            int from = at + MARK.length();
            long due = Long.parseUnsignedLong(text, from, from + DIGITS, 16);
            if (counting() && due - fromNanos >= 0) {
                delays.recordValue(Math.clamp(now - due, 0, LONGEST_NANOS));
            }
        }
    }

    long requests() {
        return requests.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    Histogram delays() {
        return delays.copy();
    }
}
