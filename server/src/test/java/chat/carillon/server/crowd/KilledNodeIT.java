package chat.carillon.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestSocket;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen of the users of a node that is killed.
class KilledNodeIT {
    /// The lease, the grace, and time to start.
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestServer one;
    private ChildNode two;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"), PostgresServer.Durability.NONE);
        open.add(postgres);
        RedisServer redis = RedisServer.start(directory.resolve("redis"));
        open.add(redis);
        String store = "store.postgres.url=" + postgres.url("postgres");
        String bus = "bus.redis=" + redis.url();
        one = TestServer.startAsConfigured(directory.resolve("one"), "node.name=one", store, bus);
        open.add(one);
        two = ChildNode.start(directory.resolve("two"), "node.name=two", store, bus);
        open.add(two);
        await().atMost(WITHIN)
                .until(() -> one.get(null, "/readyz")
                        .json()
                        .object("broker")
                        .string("status")
                        .equals("up"));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable last : open.reversed()) {
            last.close();
        }
    }

    private TestSocket session(int port, String token, String device) {
        var socket = new TestSocket(port);
        open.add(socket);
        socket.hello(token, device);
        return socket;
    }

    @Test
    void users_of_a_killed_node_go_offline_for_those_on_the_other_and_who_came_over_does_not() {
        List<String> tokens = one.users("ada", "bob", "carol");
        String conversation = one.conversation(
                tokens.getFirst(), "{\"kind\":\"channel\",\"name\":\"All\",\"members\":[\"bob\",\"carol\"]}");
        int here = one.server().port();
        session(two.port(), tokens.get(1), "phone");
        session(two.port(), tokens.get(2), "phone");
        TestSocket ada = session(here, tokens.getFirst(), "laptop");
        ada.send("{\"op\":\"watch\",\"users\":[\"bob\",\"carol\"],\"conversations\":[\"%s\"]}".formatted(conversation));
        List<String> frames = new ArrayList<>();
        untilShown(ada, frames, "\"user\":\"bob\",\"status\":\"online\"");
        untilShown(ada, frames, "\"user\":\"carol\",\"status\":\"online\"");
        untilShown(ada, frames, "\"members\":3,\"online\":3}");

        two.kill();
        session(here, tokens.get(2), "phone");
        frames.clear();
        untilShown(ada, frames, "\"user\":\"bob\",\"status\":\"offline\",\"lastSeenAt\":");
        untilShown(ada, frames, "\"members\":3,\"online\":2}");
        assertThat(frames).noneMatch(frame -> frame.contains("carol"));
    }

    private static void untilShown(TestSocket watcher, List<String> frames, String part) {
        await().atMost(WITHIN).until(() -> {
            frames.addAll(watcher.taken());
            return frames.stream().anyMatch(frame -> frame.contains(part));
        });
    }
}
