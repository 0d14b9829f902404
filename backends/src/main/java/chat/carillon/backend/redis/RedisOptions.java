package chat.carillon.backend.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/// Where Redis is, and how long to wait for it.
///
/// @param uris `redis://[user:password@]host[:port]`, `rediss://` for TLS, `redis-sentinel://host:port#name`; several
///     only for a cluster
/// @param cluster whether the addresses are nodes of a Redis Cluster
/// @param prefix of every channel and key, so that several installations may share a server
/// @param timeout after which a command counts as failed
public record RedisOptions(List<RedisURI> uris, boolean cluster, String prefix, Duration timeout) {
    public static final String DEFAULT_PREFIX = "carillon:";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(500);

    public RedisOptions {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("uris: none (expected: at least one address of Redis)");
        }
        if (!cluster && uris.size() > 1) {
            throw new IllegalArgumentException(
                    "uris: %d (expected: one, unless it is a cluster)".formatted(uris.size()));
        }
    }

    public RedisOptions withPrefix(String other) {
        return new RedisOptions(uris, cluster, other, timeout);
    }

    /// @throws IllegalArgumentException if an address cannot be read
    public static RedisOptions of(List<String> addresses, boolean cluster) {
        return new RedisOptions(
                addresses.stream().map(RedisURI::create).toList(), cluster, DEFAULT_PREFIX, DEFAULT_TIMEOUT);
    }
}
