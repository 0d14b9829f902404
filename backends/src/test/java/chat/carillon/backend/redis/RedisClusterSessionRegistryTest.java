package chat.carillon.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.services.redis.RedisCluster;
import chat.carillon.services.redis.RedisServer;
import chat.carillon.testkit.contract.cluster.SessionRegistryContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterSessionRegistryTest extends SessionRegistryContract {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static RedisCluster redis;
    private static int tests;

    private final Deque<RedisSessionRegistry> open = new ArrayDeque<>();
    private SystemTime time;
    private String prefix;

    @BeforeAll
    static void startRedis(@TempDir Path directory) throws IOException {
        redis = RedisCluster.start(directory);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void startTime() throws IOException {
        prefix = "test" + ++tests + ":";
        time = new SystemTime();
        redis.startAll();
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
        RedisOptions options = RedisOptions.of(redis.urls(), true).withPrefix(prefix);
        var registry = RedisSessionRegistry.open(node, options, time);
        open.push(registry);
        return registry;
    }

    @Test
    void a_cluster_of_which_a_node_came_back_empty_is_told_everything_again() throws IOException {
        SessionRegistry first = registry("n1#1");
        SessionRegistry second = registry("n2#1");
        List<Registration> sessions = IntStream.range(0, 20)
                .mapToObj(number -> session("n1#1", number))
                .toList();
        sessions.forEach(session -> first.register(session).join());
        RedisServer node = redis.firstHolderOf(prefix + "u:user0");
        node.kill();
        redis.startAll();

        List<UserId> users = sessions.stream().map(Registration::user).toList();
        await().atMost(WITHIN)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(second.find(users).values().stream().flatMap(List::stream))
                                .containsExactlyInAnyOrderElementsOf(sessions));
    }

    @Test
    void the_sessions_of_a_node_that_gave_up_its_lease_are_gone() {
        RedisSessionRegistry first = registry("n1#1");
        SessionRegistry second = registry("n2#1");
        Registration session = session("n1#1", 0);
        first.register(session).join();
        await().atMost(WITHIN).until(() -> !second.find(List.of(session.user())).isEmpty());
        first.close();

        assertThat(second.find(List.of(session.user()))).isEmpty();
    }

    private static Registration session(String node, int number) {
        return new Registration(
                new UserId("user" + number), new DeviceId("phone"), new SessionId(node + "." + number), node, 1);
    }
}
