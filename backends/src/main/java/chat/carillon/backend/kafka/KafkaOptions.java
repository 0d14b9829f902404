package chat.carillon.backend.kafka;

import java.util.Map;
import java.util.Properties;

/// Where Kafka is.
///
/// @param servers `host:port,host:port`
/// @param prefix of every topic, so that several installations may share a cluster
/// @param partitions of the topic of conversations, if it is made here
/// @param properties handed to Kafka's clients as they are, such as those of TLS and SASL
public record KafkaOptions(String servers, String prefix, int partitions, Map<String, String> properties) {
    public static final String DEFAULT_PREFIX = "carillon.";
    public static final int DEFAULT_PARTITIONS = 12;

    public KafkaOptions {
        if (servers.isBlank()) {
            throw new IllegalArgumentException("servers: none (expected: host:port,host:port)");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: %d (expected: >= 1)".formatted(partitions));
        }
        properties = Map.copyOf(properties);
    }

    public static KafkaOptions of(String servers) {
        return new KafkaOptions(servers, DEFAULT_PREFIX, DEFAULT_PARTITIONS, Map.of());
    }

    Properties client() {
        var client = new Properties();
        client.put("bootstrap.servers", servers);
        client.put("reconnect.backoff.ms", "50");
        client.put("reconnect.backoff.max.ms", "1000");
        client.put("metadata.max.age.ms", "30000");
        client.putAll(properties);
        return client;
    }
}
