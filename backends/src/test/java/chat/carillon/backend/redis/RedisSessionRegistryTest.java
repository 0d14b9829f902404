package chat.carillon.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.services.redis.RedisServer;
import chat.carillon.testkit.contract.cluster.SessionRegistryContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSessionRegistryTest extends SessionRegistryContract {
    private static final UserId ANN = new UserId("ann");
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static RedisServer redis;
    private static int tests;

    private final Deque<RedisSessionRegistry> open = new ArrayDeque<>();
    private SystemTime time;
    private String prefix;

    @BeforeAll
    static void startRedis(@TempDir Path directory) throws IOException {
        redis = RedisServer.start(directory);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void startTime() throws IOException {
        prefix = "test" + ++tests + ":";
        time = new SystemTime();
        redis.start();
    }

    @AfterEach
    void closeAll() {
        open.forEach(RedisSessionRegistry::close);
        time.close();
    }

    @Override
    protected SessionRegistry connect(String node) {
        return registry(node);
    }

    private RedisSessionRegistry registry(String node) {
        RedisOptions options = RedisOptions.of(List.of(redis.url()), false).withPrefix(prefix);
        var registry = RedisSessionRegistry.open(node, options, time);
        open.push(registry);
        return registry;
    }

    private static Registration session(String node) {
        return new Registration(ANN, new DeviceId("phone"), new SessionId(node + ".1"), node, 1);
    }

    @Test
    void the_sessions_of_a_node_that_gave_up_its_lease_are_gone() {
        RedisSessionRegistry first = registry("n1#1");
        SessionRegistry second = registry("n2#1");
        first.register(session("n1#1")).join();
        await().atMost(WITHIN).until(() -> !second.find(List.of(ANN)).isEmpty());
        first.close();

        assertThat(second.find(List.of(ANN))).isEmpty();
    }

    @Test
    void a_redis_that_came_back_empty_is_told_everything_again() throws IOException {
        SessionRegistry first = registry("n1#1");
        SessionRegistry second = registry("n2#1");
        first.register(session("n1#1")).join();
        redis.kill();
        CompletableFuture<Void> meanwhile = second.register(session("n2#1"));
        await().atMost(WITHIN).until(meanwhile::isDone);
        redis.start();

        await().atMost(WITHIN)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(second.find(List.of(ANN)).get(ANN))
                        .containsExactlyInAnyOrder(session("n1#1"), session("n2#1")));
    }

    @Test
    void a_redis_that_is_away_is_said_to_be_and_holds_nobody_up() {
        SessionRegistry registry = registry("n1#1");
        redis.kill();

        await().atMost(WITHIN)
                .untilAsserted(() -> assertThatExceptionOfType(RegistryUnavailableException.class)
                        .isThrownBy(() -> registry.find(List.of(ANN))));
    }
}
