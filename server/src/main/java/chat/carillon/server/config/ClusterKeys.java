package chat.carillon.server.config;

import chat.carillon.server.config.ServerConfig.Broker;
import chat.carillon.server.config.ServerConfig.Cluster;
import chat.carillon.server.config.ServerConfig.Postgres;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The keys that make a node part of a cluster. Without any of them it is alone, on the embedded store.
final class ClusterKeys {
    private static final int MAX_CONNECTIONS = 1_000;

    static final ConfigKey<String> NODE_REGION = ConfigKey.of(
            "node.region",
            ConfigType.text("1 to 32 lower-case letters, digits or '-'", text -> text.matches("[a-z0-9-]{1,32}")),
            "main",
            "The region of this node: it publishes to the broker of this region, and listens to all.");
    static final ConfigKey<String> STORE_POSTGRES_URL = ConfigKey.of(
            "store.postgres.url",
            databaseUrl(),
            null,
            "The database of a cluster, as a JDBC URL; may name several servers with `targetServerType=primary`. "
                    + "Unset: the embedded store in `data.directory`.");
    static final ConfigKey<String> STORE_POSTGRES_USER =
            ConfigKey.of("store.postgres.user", name(), null, "The database's user. Unset: as the URL says.");
    static final ConfigKey<String> STORE_POSTGRES_PASSWORD =
            ConfigKey.secret("store.postgres.password", name(), "The password of the database's user.");
    static final ConfigKey<String> STORE_POSTGRES_REPLICA_URL = ConfigKey.of(
            "store.postgres.replicaUrl",
            databaseUrl(),
            null,
            "A replica that history and search are read from. It may lag; nothing else is read from it.");
    static final ConfigKey<Integer> STORE_POSTGRES_APPEND_CONNECTIONS = ConfigKey.of(
            "store.postgres.appendConnections",
            ConfigType.integer(1, MAX_CONNECTIONS),
            "4",
            "Commits that make progress at a time.");
    static final ConfigKey<Integer> STORE_POSTGRES_READ_CONNECTIONS = ConfigKey.of(
            "store.postgres.readConnections",
            ConfigType.integer(1, MAX_CONNECTIONS),
            "8",
            "Reads that make progress at a time.");
    static final ConfigKey<List<String>> BUS_REDIS = ConfigKey.secret(
            "bus.redis",
            ConfigType.listOf(brokerAddress("rediss?(-sentinel)?://\\S+", "redis://host:port")),
            "Redis as the broker: an address such as `redis://user:password@host:6379`, `rediss://` with TLS, or "
                    + "`redis-sentinel://host:26379#name`. With regions `REGION=ADDRESS` for each of them.");
    static final ConfigKey<Boolean> BUS_REDIS_CLUSTER = ConfigKey.of(
            "bus.redisCluster",
            ConfigType.truth(),
            "false",
            "Whether the addresses are nodes of a Redis Cluster (7.0 or later, for sharded Pub/Sub).");
    static final ConfigKey<List<String>> BUS_KAFKA = ConfigKey.of(
            "bus.kafka",
            ConfigType.listOf(brokerAddress("[A-Za-z0-9._-]+:[0-9]{1,5}", "host:port")),
            "",
            "Kafka as the broker: `host:port` of some of its servers. With regions `REGION=host:port`.");
    static final ConfigKey<Integer> BUS_KAFKA_PARTITIONS = ConfigKey.of(
            "bus.kafkaPartitions",
            ConfigType.integer(1, MAX_CONNECTIONS),
            "12",
            "Partitions of the topic of large conversations, when it is made.");
    static final ConfigKey<Path> BUS_KAFKA_PROPERTIES = ConfigKey.of(
            "bus.kafkaProperties",
            ConfigType.path(),
            null,
            "A file of properties for Kafka's clients, such as those of TLS and SASL.");
    static final ConfigKey<String> BUS_PREFIX = ConfigKey.of(
            "bus.prefix",
            ConfigType.text("1 to 64 letters, digits, '.', '_' or '-'", text -> text.matches("[A-Za-z0-9._-]{1,64}")),
            "carillon",
            "What names in the broker begin with: installations that share a broker need different ones.");

    /// But for [#NODE_REGION], which stands with the other keys of the node.
    static final List<ConfigKey<?>> ALL = List.of(
            STORE_POSTGRES_URL,
            STORE_POSTGRES_USER,
            STORE_POSTGRES_PASSWORD,
            STORE_POSTGRES_REPLICA_URL,
            STORE_POSTGRES_APPEND_CONNECTIONS,
            STORE_POSTGRES_READ_CONNECTIONS,
            BUS_REDIS,
            BUS_REDIS_CLUSTER,
            BUS_KAFKA,
            BUS_KAFKA_PARTITIONS,
            BUS_KAFKA_PROPERTIES,
            BUS_PREFIX);

    private ClusterKeys() {}

    private static ConfigType<String> name() {
        return ConfigType.text("a text of 1 to 512 characters", text -> !text.isBlank() && text.length() <= 512);
    }

    private static ConfigType<String> databaseUrl() {
        return ConfigType.text(
                "jdbc:postgresql://host[:port]/database, without a password",
                text -> text.startsWith("jdbc:postgresql:") && !text.contains("password="));
    }

    private static ConfigType<String> brokerAddress(String pattern, String example) {
        return ConfigType.text(
                "%s, or REGION=%s".formatted(example, example), text -> text.matches("([a-z0-9-]{1,32}=)?" + pattern));
    }

    /// @throws ConfigException if values do not go together
    static Cluster cluster(Configuration values) {
        String region = values.value(NODE_REGION);
        return new Cluster(region, postgres(values), broker(values, region));
    }

    private static @Nullable Postgres postgres(Configuration values) {
        String url = values.find(STORE_POSTGRES_URL);
        return url == null
                ? null
                : new Postgres(
                        url,
                        values.find(STORE_POSTGRES_USER),
                        values.find(STORE_POSTGRES_PASSWORD),
                        values.find(STORE_POSTGRES_REPLICA_URL),
                        values.value(STORE_POSTGRES_APPEND_CONNECTIONS),
                        values.value(STORE_POSTGRES_READ_CONNECTIONS));
    }

    private static Broker broker(Configuration values, String region) {
        List<String> redis = Objects.requireNonNullElse(values.find(BUS_REDIS), List.of());
        List<String> kafka = values.value(BUS_KAFKA);
        if (redis.isEmpty() && kafka.isEmpty()) {
            return new Broker.None();
        }
        if (!redis.isEmpty() && !kafka.isEmpty()) {
            throw new ConfigException("bus.redis and bus.kafka: both are set (expected: one of them)");
        }
        if (values.find(STORE_POSTGRES_URL) == null) {
            throw new ConfigException("bus: a broker is set, but the embedded store belongs to one node "
                    + "(expected: store.postgres.url)");
        }
        if (!redis.isEmpty()) {
            boolean cluster = values.value(BUS_REDIS_CLUSTER);
            Map<String, List<String>> addresses = byRegion("bus.redis", redis, region);
            addresses.forEach((where, some) -> {
                if (!cluster && some.size() > 1) {
                    throw new ConfigException(
                            "bus.redis: %d addresses of region %s (expected: one, or bus.redisCluster)"
                                    .formatted(some.size(), where));
                }
            });
            return new Broker.Redis(addresses, cluster, values.value(BUS_PREFIX) + ":");
        }
        return new Broker.Kafka(
                byRegion("bus.kafka", kafka, region),
                values.value(BUS_KAFKA_PARTITIONS),
                kafkaProperties(values.find(BUS_KAFKA_PROPERTIES)),
                values.value(BUS_PREFIX) + ".");
    }

    /// Addresses without a region are those of the own.
    private static Map<String, List<String>> byRegion(String key, List<String> addresses, String home) {
        var regions = new TreeMap<String, List<String>>();
        for (String address : addresses) {
            int end = address.indexOf('=');
            boolean named = end > 0 && address.substring(0, end).matches("[a-z0-9-]{1,32}");
            regions.computeIfAbsent(named ? address.substring(0, end) : home, _ -> new ArrayList<>())
                    .add(named ? address.substring(end + 1) : address);
        }
        if (!regions.containsKey(home)) {
            throw new ConfigException("%s: no address of region %s, which is this node's (expected: %s=ADDRESS)"
                    .formatted(key, home, home));
        }
        return regions;
    }

    private static Map<String, String> kafkaProperties(@Nullable Path file) {
        if (file == null) {
            return Map.of();
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new ConfigException("bus.kafkaProperties: '%s' cannot be read (expected: a file)".formatted(file));
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
    }
}
