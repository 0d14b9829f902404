package chat.carillon.backend.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.event.ClusterTopologyChangedEvent;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.IOUringProvider;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections to Redis: one for commands, one for what is subscribed to. They come back by themselves, within
/// a second after Redis does. Thread-safe.
final class RedisLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// A machine that is gone does not close its connections. Bytes that it does not acknowledge for so long do, where
    /// the system can be told so; else the successor that Sentinel named would not be asked for.
    private static final Duration MAX_UNANSWERED = Duration.ofSeconds(5);

    private static final Duration MIN_RECONNECT_DELAY = Duration.ofMillis(50);
    private static final Duration MAX_RECONNECT_DELAY = Duration.ofSeconds(1);
    private static final int SHUTDOWN_SECONDS = 3;
    private static final Duration MIN_TOPOLOGY_REFRESH = Duration.ofSeconds(1);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(10);

    /// Commands that may wait for Redis; more fail at once.
    private static final int MAX_WAITING_COMMANDS = 100_000;

    private final ClientResources resources;
    private final AbstractRedisClient client;
    private final RedisClusterAsyncCommands<String, byte[]> commands;
    private final BooleanSupplier open;
    private final StatefulRedisPubSubConnection<String, byte[]> subscriptions;

    private RedisLink(
            ClientResources resources,
            AbstractRedisClient client,
            RedisClusterAsyncCommands<String, byte[]> commands,
            BooleanSupplier open,
            StatefulRedisPubSubConnection<String, byte[]> subscriptions) {
        this.resources = resources;
        this.client = client;
        this.commands = commands;
        this.open = open;
        this.subscriptions = subscriptions;
    }

    /// @throws RedisException if Redis cannot be reached
    static RedisLink open(RedisOptions options) {
        ClientResources resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.decorrelatedJitter(
                        MIN_RECONNECT_DELAY.toMillis(),
                        MAX_RECONNECT_DELAY.toMillis(),
                        MIN_RECONNECT_DELAY.toMillis(),
                        TimeUnit.MILLISECONDS))
                .build();
        try {
            return options.cluster() ? cluster(options, resources) : single(options, resources);
        } catch (RedisException e) {
            var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    private static RedisLink single(RedisOptions options, ClientResources resources) {
        RedisClient client = RedisClient.create(resources, options.uris().getFirst());
        try {
            client.setOptions(tune(ClientOptions.builder(), options).build());
            var connection = client.connect(CODEC);
            return new RedisLink(
                    resources, client, connection.async(), connection::isOpen, client.connectPubSub(CODEC));
        } catch (RedisException e) {
            client.close();
            throw e;
        }
    }

    private static RedisLink cluster(RedisOptions options, ClientResources resources) {
        RedisClusterClient client = RedisClusterClient.create(resources, options.uris());
        try {
            var refresh = ClusterTopologyRefreshOptions.builder()
                    .adaptiveRefreshTriggersTimeout(MIN_TOPOLOGY_REFRESH)
                    .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                    .build();
            var builder = ClusterClientOptions.builder();
            tune(builder, options);
            client.setOptions(builder.topologyRefreshOptions(refresh).build());
            var connection = client.connect(CODEC);
            var subscriptions = client.connectPubSub(CODEC);
            // Sharded channels are subscribed to on the connections to their shards.
            subscriptions.setNodeMessagePropagation(true);
            return new RedisLink(resources, client, connection.async(), connection::isOpen, subscriptions);
        } catch (RedisException e) {
            client.close();
            throw e;
        }
    }

    private static ClientOptions.Builder tune(ClientOptions.Builder builder, RedisOptions options) {
        SocketOptions.Builder socket = SocketOptions.builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .keepAlive(true)
                .tcpNoDelay(true);
        if (EpollProvider.isAvailable() || IOUringProvider.isAvailable()) {
            socket.tcpUserTimeout(TcpUserTimeoutOptions.builder()
                    .enable()
                    .tcpUserTimeout(MAX_UNANSWERED)
                    .build());
        }
        return builder.requestQueueSize(MAX_WAITING_COMMANDS)
                .socketOptions(socket.build())
                .timeoutOptions(TimeoutOptions.enabled(options.timeout()));
    }

    /// Whether what is said now has a chance to arrive.
    boolean connected() {
        return open.getAsBoolean() && subscriptions.isOpen();
    }

    /// Has this done whenever slots of a cluster came to other nodes: what was there may be gone. Must not block.
    void onMove(Runnable reaction) {
        var _ = resources
                .eventBus()
                .get()
                .ofType(ClusterTopologyChangedEvent.class)
                .subscribe(_ -> reaction.run());
    }

    RedisClusterAsyncCommands<String, byte[]> commands() {
        return commands;
    }

    StatefulRedisPubSubConnection<String, byte[]> subscriptions() {
        return subscriptions;
    }

    @Override
    public void close() {
        client.close();
        Future<Boolean> ended = resources.shutdown(0, 1, TimeUnit.SECONDS);
        try {
            var _ = ended.get(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the threads of the connections to Redis do not end: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
