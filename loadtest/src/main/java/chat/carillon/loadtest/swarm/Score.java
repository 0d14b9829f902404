package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.StepResult;
import org.HdrHistogram.Histogram;

/// The counters of a step. Confined to the event loop.
final class Score {
    /// What is later than this is recorded as this.
    private static final long MAX_LATENCY_NANOS = 120_000_000_000L;

    private final Histogram delivery = new Histogram(MAX_LATENCY_NANOS, 2);
    private final Histogram complete = new Histogram(MAX_LATENCY_NANOS, 3);
    private final Histogram sent = new Histogram(MAX_LATENCY_NANOS, 3);
    private long deliveries;
    private long lastNanos;
    private long duplicated;
    private long outOfOrder;
    private long refused;
    private long lagging;
    private long maxLateNanos;

    void delivered(long now, long latencyNanos) {
        deliveries++;
        lastNanos = now;
        delivery.recordValue(bounded(latencyNanos));
    }

    void complete(long latencyNanos) {
        complete.recordValue(bounded(latencyNanos));
    }

    void sent(long now, long latencyNanos) {
        lastNanos = now;
        sent.recordValue(bounded(latencyNanos));
    }

    void duplicated() {
        duplicated++;
    }

    void outOfOrder() {
        outOfOrder++;
    }

    void refused() {
        refused++;
    }

    void lagging() {
        lagging++;
    }

    /// A message went out so long after it was due.
    void late(long nanos) {
        maxLateNanos = Math.max(maxLateNanos, nanos);
    }

    private static long bounded(long nanos) {
        return Math.clamp(nanos, 0, MAX_LATENCY_NANOS);
    }

    StepResult result(int published, long lost, long closed, long startNanos, long[] detail) {
        return new StepResult(
                published,
                deliveries,
                lost,
                duplicated,
                outOfOrder,
                refused,
                lagging,
                closed,
                startNanos,
                Math.max(lastNanos, startNanos),
                maxLateNanos,
                delivery,
                complete,
                sent,
                detail);
    }
}
