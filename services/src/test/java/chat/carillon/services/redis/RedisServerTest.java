package chat.carillon.services.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {
    @TempDir
    Path directory;

    private static void answers(RedisServer server) throws IOException {
        assertThat(RedisConsole.ask(server.address(), "PING")).isEqualTo("PONG");
    }

    @Test
    void it_answers_in_all_its_lives_on_the_same_port_until_it_is_closed() throws IOException {
        RedisServer server = RedisServer.start(directory);
        try (server) {
            answers(server);
            assertThat(RedisConsole.ask(server.address(), "SET key value")).isEqualTo("OK");

            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThatIOException().isThrownBy(() -> answers(server));
            server.start();
            assertThat(RedisConsole.ask(server.address(), "EXISTS key")).isEqualTo("0");

            server.freeze();
            server.thaw();
            answers(server);
        }
        assertThat(server.isRunning()).isFalse();
        assertThat(server.logFile()).content().contains("Ready to accept connections");
    }

    @Test
    void a_setting_it_does_not_know_is_a_failure_that_names_the_log() throws IOException {
        RedisProgram program = RedisProgram.bundled();

        assertThatIOException()
                .isThrownBy(() -> RedisServer.start(directory, program, 1, "no-such-setting yes"))
                .withMessageContaining("redis.log");
    }

    @Test
    void three_nodes_are_a_cluster_that_publishes_within_its_shards() throws IOException {
        try (RedisCluster cluster = RedisCluster.start(directory)) {
            assertThat(cluster.nodes()).hasSize(3);
            for (RedisServer node : cluster.nodes()) {
                assertThat(RedisConsole.ask(node.address(), "CLUSTER INFO")).contains("cluster_slots_ok:16384");
            }
            RedisServer holder = cluster.firstHolderOf("channel");
            assertThat(RedisConsole.ask(holder.address(), "SPUBLISH channel hello"))
                    .isEqualTo("0");
        }
    }
}
