package chat.carillon.server.websocket;

import chat.carillon.core.session.TokenBucket;
import chat.carillon.protocol.Limits;
import chat.carillon.server.delivery.GatewayCounters;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/// Who may open a socket now: asked before anything expensive is done. Thread-safe.
final class Admission {
    private static final int MAX_ADDRESSES = 100_000;
    private static final long FULL_RETRY_MILLIS = 5_000;

    private final Limits limits;
    private final GatewayCounters counters;
    private final Cache<String, TokenBucket> buckets;

    Admission(Limits limits, GatewayCounters counters) {
        this.limits = limits;
        this.counters = counters;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    /// @return 0 if this address may connect, otherwise the milliseconds until it should try again
    long admit(String address, long nowNanos) {
        if (counters.connections() >= limits.maxConnections()) {
            return FULL_RETRY_MILLIS;
        }
        TokenBucket bucket = buckets.get(
                address,
                _ -> new TokenBucket(limits.connectsPerSecondPerAddress(), limits.connectBurstPerAddress(), nowNanos));
        synchronized (bucket) {
            return bucket.take(nowNanos);
        }
    }
}
