package chat.carillon.server.cluster;

import chat.carillon.backend.kafka.KafkaBus;
import chat.carillon.backend.kafka.KafkaOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.backend.postgres.cluster.PostgresSessionRegistry;
import chat.carillon.backend.redis.RedisBus;
import chat.carillon.backend.redis.RedisOptions;
import chat.carillon.backend.redis.RedisSessionRegistry;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.LoneBus;
import chat.carillon.core.bus.RegionalBus;
import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.registry.RegionalSessionRegistry;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.server.StartException;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.config.ServerConfig.Broker;
import io.lettuce.core.RedisException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus and the session registry of a node, as the configuration says. Thread-safe once open.
///
/// @param identity which brokers these are: all nodes of a store must have the same
public record Brokers(Bus bus, SessionRegistry registry, String identity, Deque<AutoCloseable> open)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Brokers.class);

    /// @param self name and incarnation of the own node
    /// @throws StartException if a broker cannot be reached, in one sentence
    public static Brokers connect(String self, ServerConfig.Cluster cluster, Store store, Time time) {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            return switch (cluster.broker()) {
                case Broker.None _ -> alone();
                case Broker.Redis redis -> redis(self, cluster.region(), redis, time, open);
                case Broker.Kafka kafka -> kafka(self, cluster.region(), kafka, store, time, open);
            };
        } catch (RedisException e) {
            closeAll(open);
            throw new StartException("bus.redis: Redis cannot be used: " + rootMessage(e), e);
        } catch (IllegalStateException e) {
            closeAll(open);
            throw new StartException("bus.kafka: " + e.getMessage(), e);
        }
    }

    /// For a node that is alone.
    public static Brokers alone() {
        return new Brokers(new LoneBus(), new InMemorySessionRegistry(), "none", new ArrayDeque<>());
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static Brokers redis(String self, String home, Broker.Redis redis, Time time, Deque<AutoCloseable> open) {
        Map<String, Bus> buses = new TreeMap<>();
        Map<String, SessionRegistry> registries = new TreeMap<>();
        var identity = new ArrayList<String>();
        redis.addresses().forEach((region, addresses) -> {
            RedisOptions options = RedisOptions.of(addresses, redis.cluster()).withPrefix(redis.prefix());
            RedisBus bus = RedisBus.open(self, options, time);
            open.push(bus);
            RedisSessionRegistry registry = RedisSessionRegistry.open(self, options, time);
            open.push(registry);
            buses.put(region, bus);
            registries.put(region, registry);
            identity.add(region + "=redis:" + bus.brokerId());
        });
        return new Brokers(regional(home, buses), regionalRegistry(home, registries), String.join(" ", identity), open);
    }

    private static Brokers kafka(
            String self, String home, Broker.Kafka kafka, Store store, Time time, Deque<AutoCloseable> open) {
        if (!(store instanceof PostgresStore postgres)) {
            throw new StartException(
                    "bus.kafka: the session registry is in PostgreSQL then (expected: store.postgres.url)");
        }
        Map<String, Bus> buses = new TreeMap<>();
        var identity = new ArrayList<String>();
        kafka.servers().forEach((region, servers) -> {
            KafkaBus bus = KafkaBus.open(
                    self,
                    new KafkaOptions(String.join(",", servers), kafka.prefix(), kafka.partitions(), kafka.properties()),
                    time);
            open.push(bus);
            buses.put(region, bus);
            identity.add(region + "=kafka:" + bus.brokerId());
        });
        var registry = PostgresSessionRegistry.open(self, postgres.writes(), postgres.reads());
        open.push(registry);
        return new Brokers(regional(home, buses), registry, String.join(" ", identity), open);
    }

    private static Bus regional(String home, Map<String, Bus> buses) {
        List<Bus> abroad = buses.entrySet().stream()
                .filter(one -> !one.getKey().equals(home))
                .map(Map.Entry::getValue)
                .toList();
        Bus own = Objects.requireNonNull(buses.get(home), "the configuration names the own region");
        return abroad.isEmpty() ? own : new RegionalBus(own, abroad);
    }

    private static SessionRegistry regionalRegistry(String home, Map<String, SessionRegistry> registries) {
        List<SessionRegistry> abroad = registries.entrySet().stream()
                .filter(one -> !one.getKey().equals(home))
                .map(Map.Entry::getValue)
                .toList();
        SessionRegistry own = Objects.requireNonNull(registries.get(home), "the configuration names the own region");
        return abroad.isEmpty() ? own : new RegionalSessionRegistry(own, abroad);
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.warn("could not leave a broker: {}", e.toString());
            }
        }
    }
}
