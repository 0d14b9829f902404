package chat.carillon.server.delivery;

/// For how long what waits in a feed gathers before it is written: a small part of what the last round took, so that
/// a round that takes long has some company (docs/decisions/0011-gathering.md). Confined to its event loop.
final class Gathering {
    /// A first message waits for company for the last round's duration divided by this, within the bound.
    private static final int ROUND_TO_FIRST_WAIT = 64;

    private static final long MAX_FIRST_WAIT_NANOS = 1_000_000;

    /// What came during a round waits a little longer, for the answers to that round.
    private static final int ROUND_TO_NEXT_WAIT = 16;

    private static final long MAX_NEXT_WAIT_NANOS = 5_000_000;

    /// Rounds shorter than this do not wait.
    private static final long SHORT_ROUND_NANOS = 1_000_000;

    private long roundNanos;
    private long untilNanos;

    /// Something came while nothing waited.
    void begins(long nowNanos) {
        waits(nowNanos, ROUND_TO_FIRST_WAIT, MAX_FIRST_WAIT_NANOS);
    }

    void roundEnded(long nowNanos, long tookNanos) {
        roundNanos = tookNanos;
        waits(nowNanos, ROUND_TO_NEXT_WAIT, MAX_NEXT_WAIT_NANOS);
    }

    private void waits(long nowNanos, int roundToWait, long maxWaitNanos) {
        long wait = roundNanos < SHORT_ROUND_NANOS ? 0 : Math.min(roundNanos / roundToWait, maxWaitNanos);
        untilNanos = nowNanos + wait;
    }

    /// 0 or less if it has waited long enough.
    long leftNanos(long nowNanos) {
        return untilNanos - nowNanos;
    }
}
