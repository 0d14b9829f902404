package chat.carillon.core.time;

import java.util.concurrent.atomic.AtomicLongArray;

/// How long something took, counted in steps of a quarter of a power of two: at most a fifth beside the truth, in one
/// KiB. Thread-safe.
public final class Latencies {
    private static final int STEPS_A_DOUBLING = 4;
    private static final int STEP_BITS = 2;
    private static final int STEPS = Long.SIZE * STEPS_A_DOUBLING;
    private static final long NANOS_A_MICRO = 1_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    /// When something begins, for [#ended].
    public static long begins() {
        return System.nanoTime();
    }

    /// @param beganNanos what [#begins] said
    public void ended(long beganNanos) {
        add(System.nanoTime() - beganNanos);
    }

    void add(long nanos) {
        counts.incrementAndGet(step(Math.max(1, nanos / NANOS_A_MICRO)));
    }

    private static int step(long micros) {
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int within = doubling < STEP_BITS
                ? (int) (micros << (STEP_BITS - doubling)) & (STEPS_A_DOUBLING - 1)
                : (int) (micros >>> (doubling - STEP_BITS)) & (STEPS_A_DOUBLING - 1);
        return doubling * STEPS_A_DOUBLING + within;
    }

    /// The end of a step, in microseconds.
    private static long end(int step) {
        int doubling = step / STEPS_A_DOUBLING;
        double within = step % STEPS_A_DOUBLING + 1;
        return Math.round(Math.scalb(1 + within / STEPS_A_DOUBLING, doubling));
    }

    /// What was counted up to now.
    public Count count() {
        long[] now = new long[STEPS];
        for (int i = 0; i < STEPS; i++) {
            now[i] = counts.get(i);
        }
        return new Count(now);
    }

    /// What was counted up to a moment, or between two.
    public static final class Count {
        private final long[] counts;

        private Count(long[] counts) {
            this.counts = counts;
        }

        /// What came since an earlier count.
        public Count since(Count earlier) {
            long[] came = new long[STEPS];
            for (int i = 0; i < STEPS; i++) {
                came[i] = counts[i] - earlier.counts[i];
            }
            return new Count(came);
        }

        public long total() {
            long total = 0;
            for (long count : counts) {
                total += count;
            }
            return total;
        }

        /// Microseconds that this share (0 to 1) did not exceed, by the end of its step; 0 of nothing.
        public long micros(double share) {
            long left = (long) Math.ceil(total() * share);
            for (int i = 0; i < STEPS && left > 0; i++) {
                left -= counts[i];
                if (left <= 0) {
                    return end(i);
                }
            }
            return 0;
        }
    }
}
