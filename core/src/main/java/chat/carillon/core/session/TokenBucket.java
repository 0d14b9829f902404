package chat.carillon.core.session;

/// A rate limit that allows bursts: holds up to `burst` tokens, gains `perSecond` a second, a request takes one.
/// Pure; confined to its owner.
public final class TokenBucket {
    private static final double NANOS_A_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAtNanos;

    public TokenBucket(double perSecond, int burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtNanos = nowNanos;
    }

    /// Takes a token.
    ///
    /// @return 0 if there was one, otherwise the milliseconds until there is, at least 1
    public long take(long nowNanos) {
        fill(nowNanos);
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) / perSecond * 1000));
    }

    /// Takes tokens whether they are there or not: those who come next wait for them, but for no more than these.
    void owe(int more, long nowNanos) {
        fill(nowNanos);
        tokens = Math.max(-more, tokens - more);
    }

    private void fill(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - filledAtNanos) / NANOS_A_SECOND * perSecond);
        filledAtNanos = nowNanos;
    }

    /// Whether it is as good as new, so that forgetting it changes nothing.
    public boolean full(long nowNanos) {
        return tokens + (nowNanos - filledAtNanos) / NANOS_A_SECOND * perSecond >= burst;
    }
}
