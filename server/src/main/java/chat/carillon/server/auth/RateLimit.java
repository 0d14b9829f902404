package chat.carillon.server.auth;

import chat.carillon.core.session.TokenBucket;
import chat.carillon.core.time.Time;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// A token bucket for each key, such as a user or an address. Bounded: keys that are rarely seen are forgotten
/// first, so that a flood of new keys does not free one that is being limited. Thread-safe.
public final class RateLimit<K> {
    private static final int MAX_KEYS = 100_000;

    private final double perSecond;
    private final int burst;
    private final Time time;
    private final Cache<K, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();

    public RateLimit(double perSecond, int burst, Time time) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
    }

    /// So many a minute for long, and as many at once.
    public static <K> RateLimit<K> perMinute(int count, Time time) {
        return new RateLimit<>(count / 60.0, count, time);
    }

    /// Takes one.
    ///
    /// @return 0 if there was one, otherwise the milliseconds until there is
    public long take(K key) {
        long now = time.monotonicNanos();
        TokenBucket bucket = buckets.get(key, _ -> new TokenBucket(perSecond, burst, now));
        synchronized (bucket) {
            return bucket.take(now);
        }
    }
}
