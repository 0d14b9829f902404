package chat.carillon.core.crowd.presence;

import chat.carillon.protocol.Limits;
import java.util.concurrent.TimeUnit;

/// How often something is counted in a conversation and told to all who look: the larger the crowd, the rarer.
public final class CountPeriod {
    private static final long NANOS_A_MEMBER = TimeUnit.MILLISECONDS.toNanos(1);

    /// However large the crowd, unless [Limits#countPeriod] is longer.
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long minNanos;

    public CountPeriod(Limits limits) {
        this.minNanos = limits.countPeriod().toNanos();
    }

    public long nanos(int memberCount) {
        return Math.clamp(memberCount * NANOS_A_MEMBER, minNanos, longestNanos());
    }

    /// What no conversation exceeds.
    public long longestNanos() {
        return Math.max(minNanos, MAX_NANOS);
    }
}
