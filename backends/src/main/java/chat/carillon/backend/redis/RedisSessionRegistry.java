package chat.carillon.backend.redis;

import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.time.Time;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [SessionRegistry] in Redis: a hash for each user, and one sorted set of the nodes that live, by the time at which
/// their leases end. An entry counts only while its node's lease does, so a dead node's entries die at once; they are
/// removed when somebody comes across them, or with their key after a day. Thread-safe.
///
/// Leases run by the clock of Redis. A node whose lease was gone (Redis came back empty, or the node was stopped for
/// long) writes all its entries anew.
public final class RedisSessionRegistry implements SessionRegistry, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisSessionRegistry.class);
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration KEEP_KEYS = Duration.ofDays(1);

    /// All sessions are written anew in so many beats, so that their keys do not expire.
    private static final Duration REWRITE_EVERY = Duration.ofHours(8);

    private static final int FIELDS = 3;

    /// Gives the node a lease and forgets those that ended an hour ago; says whether it still had one.
    private static final String RENEW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local had = redis.call('ZSCORE', KEYS[1], ARGV[1])
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 3600000)
            if had and tonumber(had) >= now then return 1 else return 0 end
            """;

    private static final String LIVING = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            return redis.call('ZRANGEBYSCORE', KEYS[1], now, '+inf')
            """;

    private final String self;
    private final RedisOptions options;
    private final RedisLink link;
    private final Time time;

    /// The leases: one copy on each shard of a cluster, so that a shard that came back empty is noticed.
    private final List<String> nodesKeys;

    private final ConcurrentHashMap<SessionId, Registration> own = new ConcurrentHashMap<>();

    /// What could not be written, to be tried again at the next beat.
    private final Set<SessionId> unwritten = ConcurrentHashMap.newKeySet();

    private long rewrittenAtNanos;
    private volatile boolean closed;

    private RedisSessionRegistry(String self, RedisOptions options, RedisLink link, Time time) {
        this.self = self;
        this.options = options;
        this.link = link;
        this.time = time;
        this.rewrittenAtNanos = time.monotonicNanos();
        this.nodesKeys =
                options.cluster() ? Spread.names(options.prefix() + "nodes:") : List.of(options.prefix() + "nodes");
    }

    /// Connects and takes the node's lease.
    ///
    /// @param self name and incarnation of the own node
    /// @throws io.lettuce.core.RedisException if Redis cannot be reached
    public static RedisSessionRegistry open(String self, RedisOptions options, Time time) {
        var registry = new RedisSessionRegistry(self, options, RedisLink.open(options), time);
        registry.link.onMove(() -> registry.unwritten.addAll(registry.own.keySet()));
        registry.beat();
        return registry;
    }

    private String userKey(UserId user) {
        return options.prefix() + "u:" + user.value();
    }

    /// Renews the lease, and writes everything anew where it was lost.
    private void beat() {
        if (closed) {
            return;
        }
        if (link.connected()) {
            List<CompletableFuture<Boolean>> lost =
                    nodesKeys.stream().map(this::renew).toList();
            var _ = CompletableFuture.allOf(lost.toArray(CompletableFuture[]::new))
                    .thenRun(() -> afterBeat(lost.stream().anyMatch(CompletableFuture::join)));
        }
        var _ = time.after(BEAT, this::beat);
    }

    /// @return whether Redis had forgotten the lease there
    private CompletableFuture<Boolean> renew(String nodesKey) {
        byte[] lease = Long.toString(LEASE.toMillis()).getBytes(StandardCharsets.US_ASCII);
        RedisFuture<Long> had =
                link.commands().eval(RENEW, ScriptOutputType.INTEGER, new String[] {nodesKey}, name(), lease);
        return had.handle((kept, error) -> error == null && kept == 0).toCompletableFuture();
    }

    private void afterBeat(boolean lost) {
        if (lost || isTimeToRewrite()) {
            writeAgain(List.copyOf(own.keySet()));
        } else {
            writeAgain(List.copyOf(unwritten));
        }
    }

    private synchronized boolean isTimeToRewrite() {
        long now = time.monotonicNanos();
        if (now - rewrittenAtNanos < REWRITE_EVERY.toNanos()) {
            return false;
        }
        rewrittenAtNanos = now;
        return true;
    }

    private byte[] name() {
        return self.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public CompletableFuture<Void> register(Registration registration) {
        own.put(registration.session(), registration);
        if (link.connected()) {
            return write(registration);
        }
        unwritten.add(registration.session());
        return CompletableFuture.completedFuture(null);
    }

    private void writeAgain(List<SessionId> sessions) {
        for (SessionId session : sessions) {
            Registration registration = own.get(session);
            if (registration == null) {
                unwritten.remove(session);
            } else {
                var _ = write(registration);
            }
        }
    }

    private CompletableFuture<Void> write(Registration registration) {
        RedisClusterAsyncCommands<String, byte[]> redis = link.commands();
        String key = userKey(registration.user());
        CompletableFuture<Boolean> written = redis.hset(
                        key, registration.session().value(), encode(registration))
                .toCompletableFuture();
        var _ = redis.expire(key, KEEP_KEYS);
        return written.handle((_, error) -> {
            if (error == null) {
                unwritten.remove(registration.session());
            } else {
                unwritten.add(registration.session());
            }
            return null;
        });
    }

    private static byte[] encode(Registration registration) {
        return (registration.node() + " " + registration.device().value() + " " + registration.sinceMillis())
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void unregister(Registration registration) {
        own.remove(registration.session());
        if (link.connected()) {
            var _ = link.commands()
                    .hdel(userKey(registration.user()), registration.session().value());
        }
    }

    @Override
    public Map<UserId, List<Registration>> find(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        if (!link.connected()) {
            throw new RegistryUnavailableException("Redis is not connected");
        }
        RedisClusterAsyncCommands<String, byte[]> redis = link.commands();
        RedisFuture<List<byte[]>> nodes = redis.eval(LIVING, ScriptOutputType.MULTI, nodesKeys.getFirst());
        var sessions = new LinkedHashMap<UserId, RedisFuture<Map<String, byte[]>>>();
        for (UserId user : new HashSet<>(users)) {
            sessions.put(user, redis.hgetall(userKey(user)));
        }
        try {
            Set<String> living = new HashSet<>();
            for (byte[] node : await(nodes)) {
                living.add(new String(node, StandardCharsets.US_ASCII));
            }
            var found = new HashMap<UserId, List<Registration>>();
            for (Map.Entry<UserId, RedisFuture<Map<String, byte[]>>> one : sessions.entrySet()) {
                List<Registration> alive = alive(one.getKey(), await(one.getValue()), living);
                if (!alive.isEmpty()) {
                    found.put(one.getKey(), alive);
                }
            }
            return found;
        } catch (ExecutionException | TimeoutException e) {
            throw new RegistryUnavailableException("Redis does not say who is connected: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted", e);
        }
    }

    private <T> T await(RedisFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(2 * options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Registration> alive(UserId user, Map<String, byte[]> sessions, Set<String> living) {
        var alive = new ArrayList<Registration>(sessions.size());
        for (Map.Entry<String, byte[]> session : sessions.entrySet()) {
            String[] fields = new String(session.getValue(), StandardCharsets.US_ASCII).split(" ", FIELDS);
            if (fields.length == FIELDS && living.contains(fields[0])) {
                alive.add(new Registration(
                        user,
                        new DeviceId(fields[1]),
                        new SessionId(session.getKey()),
                        fields[0],
                        Long.parseLong(fields[2])));
            } else {
                var _ = link.commands().hdel(userKey(user), session.getKey());
            }
        }
        return alive;
    }

    /// Gives up the node's lease: its entries end with it.
    @Override
    public void close() {
        closed = true;
        try {
            if (link.connected()) {
                List<RedisFuture<Long>> given = nodesKeys.stream()
                        .map(key -> link.commands().zrem(key, name()))
                        .toList();
                for (RedisFuture<Long> one : given) {
                    var _ = await(one);
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the lease of {} ends by itself: {}", self, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            link.close();
        }
    }
}
