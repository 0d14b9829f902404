package chat.carillon.loadtest.storm;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// Counts of one storm, a second each, from its beginning. Confined to the event loop.
final class StormTally {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int MAX_SECONDS = 3_600;

    private final long startNanos;
    private long[] attempts = new long[0];
    private long[] refusals = new long[0];
    private long[] returns = new long[0];
    private final Histogram away = histogram();
    private final Histogram back = histogram();
    private final Histogram synced = histogram();
    private long failed;
    private long cut;
    private long duplicated;
    private long outOfOrder;

    StormTally(long startNanos) {
        this.startNanos = startNanos;
    }

    static Histogram histogram() {
        return new Histogram(MAX_SECONDS * SECOND_NANOS, 3);
    }

    void attempt(long now) {
        attempts = counted(attempts, now);
    }

    void refused(long now) {
        refusals = counted(refusals, now);
    }

    /// A session is open again.
    ///
    /// @param awayForNanos 0 if the former one was still there
    void back(long now, long awayForNanos) {
        returns = counted(returns, now);
        back.recordValue(bounded(now - startNanos));
        away.recordValue(bounded(awayForNanos));
    }

    void synced(long now) {
        synced.recordValue(bounded(now - startNanos));
    }

    /// An attempt came to nothing, refusals included.
    void failed(long now) {
        if (now - startNanos >= 0) {
            failed++;
        }
    }

    void cut() {
        cut++;
    }

    void late(boolean wrong) {
        outOfOrder += wrong ? 1 : 0;
    }

    void repeated(boolean wrong) {
        duplicated += wrong ? 1 : 0;
    }

    private long[] counted(long[] seconds, long now) {
        int second = (int) Math.clamp((now - startNanos) / SECOND_NANOS, 0, MAX_SECONDS - 1L);
        long[] grown = second < seconds.length ? seconds : Arrays.copyOf(seconds, second + 1);
        grown[second]++;
        return grown;
    }

    private static long bounded(long nanos) {
        return Math.clamp(nanos, 0, MAX_SECONDS * SECOND_NANOS);
    }

    StormResult result(long lost) {
        return new StormResult(
                attempts, refusals, returns, away, back, synced, failed, cut, lost, duplicated, outOfOrder);
    }
}
