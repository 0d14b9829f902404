package chat.carillon.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.server.config.ServerConfig.Broker;
import chat.carillon.server.config.ServerConfig.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterKeysTest {
    private static final String POSTGRES = "store.postgres.url=jdbc:postgresql://db/carillon";

    private static Cluster load(String... settings) {
        var values = new HashMap<String, String>();
        for (String setting : settings) {
            int end = setting.indexOf('=');
            values.put(setting.substring(0, end), setting.substring(end + 1));
        }
        return ConfigLoader.load(null, Map.of(), values).server().cluster();
    }

    @Test
    void without_any_of_the_keys_a_node_is_alone_on_the_embedded_store() {
        assertThat(load()).isEqualTo(new Cluster("main", null, new Broker.None()));
    }

    @Test
    void one_redis_is_that_of_the_own_region() {
        Cluster cluster = load(POSTGRES, "bus.redis=redis://broker:6379");

        assertThat(cluster.broker())
                .isEqualTo(new Broker.Redis(Map.of("main", List.of("redis://broker:6379")), false, "carillon:"));
        assertThat(cluster.postgres())
                .extracting(ServerConfig.Postgres::url)
                .isEqualTo("jdbc:postgresql://db/carillon");
    }

    @Test
    void each_region_names_its_broker() {
        Cluster cluster = load(
                POSTGRES, "node.region=eu", "bus.prefix=chat", "bus.redis=eu=redis://a:1,us=rediss://:secret=x@b:2/0");

        assertThat(cluster.broker())
                .isEqualTo(new Broker.Redis(
                        Map.of("eu", List.of("redis://a:1"), "us", List.of("rediss://:secret=x@b:2/0")),
                        false,
                        "chat:"));
    }

    @Test
    void servers_of_kafka_and_properties_for_its_clients(@TempDir Path folder) throws IOException {
        Path properties = Files.writeString(folder.resolve("kafka.properties"), "security.protocol=SSL\n");
        Cluster cluster = load(
                POSTGRES, "bus.kafka=k1:9092,k2:9092", "bus.kafkaPartitions=3", "bus.kafkaProperties=" + properties);

        assertThat(cluster.broker())
                .isEqualTo(new Broker.Kafka(
                        Map.of("main", List.of("k1:9092", "k2:9092")),
                        3,
                        Map.of("security.protocol", "SSL"),
                        "carillon."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bus.redis=redis://a:1 | the embedded store belongs to one node",
                POSTGRES + ";bus.redis=redis://a:1;bus.kafka=k:1 | both are set",
                POSTGRES + ";bus.redis=us=redis://a:1 | no address of region main",
                POSTGRES + ";bus.redis=redis://a:1,redis://b:1 | 2 addresses of region main",
                POSTGRES + ";bus.redis=http://a:1 | redis://host:port",
                POSTGRES + ";bus.kafka=k | host:port",
                POSTGRES + ";node.region=Europe! | lower-case",
                "store.postgres.url=mysql://db | jdbc:postgresql",
                POSTGRES + "?password=secret | without a password",
                POSTGRES + ";bus.kafka=k:1;bus.kafkaProperties=/no/such/file | cannot be read",
            })
    void what_does_not_go_together_is_refused_in_one_sentence(String settings, String why) {
        assertThatThrownBy(() -> load(settings.split(";")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_password_where_none_belongs_is_not_shown() {
        assertThatThrownBy(() -> load("store.postgres.url=jdbc:postgresql://db/c?password=geheim"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("(hidden)")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> load(POSTGRES, "bus.kafka=http://me:geheim@k:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void secrets_in_addresses_are_not_printed() {
        Cluster cluster = load(POSTGRES, "store.postgres.password=secret", "bus.redis=redis://:secret@a:1");

        assertThat(cluster.toString()).doesNotContain("secret");
    }
}
