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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What members on one of two nodes are shown of those on the other.
class CrowdClusterIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final int MEMBERS = 40;
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static TestServer one;
    private static TestServer two;
    private static List<String> tokens;
    private static String small;
    private static String large;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"), PostgresServer.Durability.NONE);
        OPEN.add(postgres);
        RedisServer redis = RedisServer.start(directory.resolve("redis"));
        OPEN.add(redis);
        one = node(directory, "one", postgres, redis);
        two = node(directory, "two", postgres, redis);
        await().atMost(WITHIN)
                .until(() -> List.of(one, two).stream()
                        .allMatch(node -> node.get(null, "/readyz")
                                .json()
                                .object("broker")
                                .string("status")
                                .equals("up")));
        tokens = one.users(IntStream.range(0, MEMBERS).mapToObj(i -> "user" + i).toArray(String[]::new));
        small = channel(2);
        large = channel(MEMBERS);
    }

    private static TestServer node(Path directory, String name, PostgresServer postgres, RedisServer redis) {
        TestServer server = TestServer.startAsConfigured(
                directory.resolve(name),
                "node.name=" + name,
                "store.postgres.url=" + postgres.url("postgres"),
                "bus.redis=" + redis.url(),
                "bus.prefix=crowd",
                "limits.requestsPerSecond=100000");
        OPEN.add(server);
        return server;
    }

    private static String channel(int members) {
        return one.conversation(
                tokens.getFirst(),
                "{\"kind\":\"channel\",\"name\":\"All\",\"members\":[%s]}".formatted(users(1, members)));
    }

    private static String users(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "\"user" + i + "\"").collect(Collectors.joining(","));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable last : OPEN.reversed()) {
            last.close();
        }
    }

    private static TestSocket session(TestServer server, int user, String device) {
        TestSocket socket = TestSocket.session(server, tokens.get(user), device);
        OPEN.add(socket);
        return socket;
    }

    @Test
    void typing_and_receipts_cross_nodes() {
        TestSocket ada = session(one, 0, "laptop");
        TestSocket bob = session(two, 1, "phone");
        bob.send("{\"op\":\"typing\",\"conversation\":\"%s\"}".formatted(small));
        assertThat(ada.await("\"typing\"")).contains("user1");
        bob.send("{\"op\":\"read\",\"conversation\":\"%s\",\"seq\":2}".formatted(small));
        assertThat(ada.await("\"receipt\"")).contains("\"user\":\"user1\"", "\"readSeq\":2");
        bob.send("{\"op\":\"typing\",\"conversation\":\"%s\"}".formatted(large));
        assertThat(ada.await("\"typing\"")).contains(large);
    }

    @Test
    void who_has_read_on_one_node_is_counted_on_the_other() {
        TestSocket ada = session(one, 0, "desk");
        TestSocket eve = session(two, 7, "phone");
        eve.send("{\"op\":\"read\",\"conversation\":\"%s\",\"seq\":2}".formatted(large));
        assertThat(ada.await("\"watermarks\"")).contains("\"members\":40", "\"seq\":2,");
    }

    @Test
    void what_was_read_on_one_node_is_shown_to_the_own_device_on_the_other() {
        TestSocket laptop = session(one, 5, "laptop");
        TestSocket phone = session(two, 5, "phone");
        phone.send("{\"op\":\"read\",\"conversation\":\"%s\",\"seq\":2}".formatted(large));
        assertThat(laptop.await("\"receipt\"")).contains("\"user\":\"user5\"", "\"readSeq\":2");
    }

    @Test
    void who_is_there_is_seen_from_the_other_node() {
        TestSocket ada = session(one, 10, "laptop");
        ada.send("{\"op\":\"watch\",\"users\":[\"user11\"]}");
        assertThat(ada.await("\"presence\"")).contains("\"user11\"", "\"offline\"");
        TestSocket bob = session(two, 11, "phone");
        assertThat(ada.await("\"presence\"")).contains("\"online\"");
        bob.send("{\"op\":\"presence\",\"status\":\"away\"}");
        assertThat(ada.await("\"presence\"")).contains("\"away\"");

        TestSocket late = session(one, 12, "phone");
        late.send("{\"op\":\"watch\",\"users\":[\"user11\"]}");
        assertThat(late.await("\"presence\"")).contains("\"away\"");
        bob.close();
        assertThat(ada.until("\"offline\"")).singleElement().asString().contains("\"lastSeenAt\":");
    }

    @Test
    void who_was_there_before_anybody_looked_is_asked_of_the_other_node() {
        TestSocket bob = session(two, 14, "phone");
        bob.send("{\"op\":\"presence\",\"status\":\"away\"}");
        TestSocket ada = session(one, 13, "laptop");
        ada.send("{\"op\":\"watch\",\"users\":[\"user14\"]}");
        assertThat(ada.await("\"away\"")).contains("\"user14\"");
    }

    @Test
    void who_moves_to_the_other_node_is_never_gone() {
        TestSocket ada = session(one, 15, "laptop");
        TestSocket former = session(one, 16, "phone");
        ada.send("{\"op\":\"watch\",\"users\":[\"user16\"]}");
        ada.await("\"online\"");
        former.close();
        TestSocket latter = session(two, 16, "phone");
        // Once the former session is forgotten the latter alone says what is seen.
        latter.send("{\"op\":\"presence\",\"status\":\"away\"}");
        assertThat(ada.until("\"away\"")).noneMatch(frame -> frame.contains("\"offline\""));
    }

    @Test
    void how_many_are_there_is_counted_over_both_nodes_and_a_user_of_both_once() {
        TestSocket ada = session(one, 20, "laptop");
        session(one, 21, "laptop");
        session(two, 21, "phone");
        session(two, 22, "phone");
        TestSocket invisible = session(two, 23, "phone");
        invisible.send("{\"op\":\"presence\",\"status\":\"offline\"}");
        String crowd = one.conversation(
                tokens.get(20),
                "{\"kind\":\"channel\",\"name\":\"Few\",\"members\":[%s]}".formatted(users(21, MEMBERS)));
        ada.await("\"joined\"");
        ada.send("{\"op\":\"watch\",\"users\":[],\"conversations\":[\"%s\"]}".formatted(crowd));
        ada.until("\"members\":20,\"online\":3}");
        session(two, 24, "phone");
        ada.until("\"members\":20,\"online\":4}");
    }
}
