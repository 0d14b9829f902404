package chat.carillon.backend.sqlite.measure;

import java.util.Arrays;

/// How long commits took. Immutable once made.
///
/// @param entries that the commits carried
/// @param elapsedNanos from the first commit's begin to the last one's end
/// @param sortedNanos the duration of each commit, shortest first
public record CommitTimes(long entries, long elapsedNanos, long[] sortedNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    /// Collects durations. Confined to one thread.
    static final class Recorder {
        private final long startNanos;
        private long[] nanos = new long[1_024];
        private int commits;
        private long entries;

        Recorder(long startNanos) {
            this.startNanos = startNanos;
        }

        void add(long durationNanos, int batch) {
            if (commits == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * commits);
            }
            nanos[commits++] = durationNanos;
            entries += batch;
        }

        CommitTimes finish(long nowNanos) {
            long[] sorted = Arrays.copyOf(nanos, commits);
            Arrays.sort(sorted);
            return new CommitTimes(entries, nowNanos - startNanos, sorted);
        }
    }

    public int commits() {
        return sortedNanos.length;
    }

    public double entriesPerSecond() {
        return entries * NANOS_PER_SECOND / elapsedNanos;
    }

    /// @param quantile 0 is the shortest, 0.5 the median, 1 the longest
    public long nanosAt(double quantile) {
        if (sortedNanos.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(quantile * sortedNanos.length) - 1;
        return sortedNanos[Math.clamp(index, 0, sortedNanos.length - 1)];
    }
}
