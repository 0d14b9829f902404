package chat.carillon.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.StartException;
import chat.carillon.server.TestServer;
import chat.carillon.server.TestSocket;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one PostgreSQL and one Redis, all of them real.
class ClusterIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static PostgresServer postgres;
    private static RedisServer redis;
    private static int clusters;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Path folder;
    private String prefix;
    private TestServer one;
    private TestServer two;

    @BeforeAll
    static void startServers(@TempDir Path directory) throws IOException {
        postgres = PostgresServer.start(directory.resolve("postgres"), PostgresServer.Durability.NONE);
        redis = RedisServer.start(directory.resolve("redis"));
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        postgres.close();
    }

    @BeforeEach
    void startNodes(@TempDir Path directory) throws IOException, SQLException {
        redis.start();
        postgres.start();
        folder = directory;
        prefix = "cluster" + clusters++;
        try (Connection connection = DriverManager.getConnection(postgres.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + prefix);
        }
        one = node("one");
        two = node("two");
        await().atMost(WITHIN)
                .until(() -> broker(one).equals("up") && broker(two).equals("up"));
    }

    @AfterEach
    void stopNodes() throws Exception {
        for (AutoCloseable last : open.reversed()) {
            last.close();
        }
    }

    private TestServer node(String name, String... settings) {
        String[] all = Stream.concat(
                        Stream.of(
                                "node.name=" + name,
                                "store.postgres.url=" + postgres.url(prefix),
                                "bus.redis=" + redis.url(),
                                "bus.prefix=" + prefix,
                                "limits.requestsPerSecond=100000"),
                        Stream.of(settings))
                .toArray(String[]::new);
        TestServer server = TestServer.startAsConfigured(folder.resolve(name), all);
        open.add(server);
        return server;
    }

    private TestSocket session(TestServer server, String token, String device) {
        var socket = new TestSocket(server.server().port());
        open.add(socket);
        socket.hello(token, device);
        return socket;
    }

    private static String broker(TestServer server) {
        return server.get(null, "/readyz").json().object("broker").string("status");
    }

    private static long metric(TestServer server, String name) {
        return server.get(null, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static String direct(TestServer server, String token, String other) {
        return server.conversation(token, "{\"kind\":\"direct\",\"members\":[\"%s\"]}".formatted(other));
    }

    private static String send(String conversation, String id) {
        return "{\"op\":\"send\",\"ref\":\"%s\",\"conversation\":\"%s\",\"clientMessageId\":\"%s\",\"text\":\"%s\"}"
                .formatted(id, conversation, id, id);
    }

    @Test
    void a_direct_message_costs_one_append_one_lookup_and_one_record_to_one_node() {
        List<String> tokens = one.users("ada", "bob");
        String conversation = direct(one, tokens.getFirst(), "bob");
        TestServer three = node("three");
        TestSocket ada = session(one, tokens.getFirst(), "laptop");
        TestSocket bob = session(two, tokens.getLast(), "phone");
        // What making the conversation said has passed.
        await().atMost(WITHIN)
                .until(() -> metric(two, "carillon_routed_direct_total") == 0
                        && broker(three).equals("up"));
        long writes = metric(two, "carillon_socket_writes_total");
        long commits = metric(one, "carillon_commits_total");
        long lookups = metric(one, "carillon_registry_lookups_total");
        long sent = metric(one, "carillon_routed_direct_total");
        long received = metric(two, "carillon_bus_records_received_total");

        ada.send(send(conversation, "hello"));
        bob.await("\"hello\"");
        // Writes are counted right after they were made. A tick later the receipt of the sender comes, too.
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(WITHIN)
                .until(() -> metric(two, "carillon_socket_writes_total") - writes, written -> written == 1);
        ada.await("\"sent\"");

        assertThat(metric(one, "carillon_commits_total") - commits).isEqualTo(1);
        assertThat(metric(one, "carillon_registry_lookups_total") - lookups).isEqualTo(1);
        assertThat(metric(one, "carillon_routed_direct_total") - sent).isEqualTo(1);
        assertThat(metric(one, "carillon_routed_published_total")).isZero();
        assertThat(metric(one, "carillon_routed_broadcast_total")).isZero();
        assertThat(metric(two, "carillon_bus_records_received_total") - received)
                .isEqualTo(1);
        assertThat(metric(three, "carillon_bus_records_received_total")).isZero();
    }

    @Test
    void a_message_to_a_large_conversation_is_one_publish() {
        List<String> tokens =
                one.users(IntStream.range(0, 40).mapToObj(i -> "user" + i).toArray(String[]::new));
        String members =
                IntStream.range(1, 40).mapToObj(i -> "\"user" + i + "\"").collect(Collectors.joining(","));
        String conversation = one.conversation(
                tokens.getFirst(), "{\"kind\":\"channel\",\"name\":\"all\",\"members\":[%s]}".formatted(members));
        TestSocket sender = session(one, tokens.getFirst(), "laptop");
        List<TestSocket> members2 = tokens.stream()
                .skip(1)
                .map(token -> session(two, token, "phone"))
                .toList();
        long published = metric(one, "carillon_routed_published_total");

        sender.send(send(conversation, "hello"));
        members2.forEach(member -> member.await("\"hello\""));

        assertThat(metric(one, "carillon_routed_published_total") - published).isEqualTo(1);
    }

    private static JsonObject trace(TestServer server, String conversation, long seq) {
        TestServer.Reply reply = server.get(
                server.operatorToken(), "/v1/conversations/%s/messages/%d/trace".formatted(conversation, seq));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static String standing(JsonObject trace, String user) {
        return trace.objects("recipients", 100).stream()
                .filter(one -> one.string("user").equals(user))
                .map(one -> one.string("standing"))
                .findFirst()
                .orElse("not named");
    }

    @Test
    void every_node_says_what_it_knows_of_a_message_and_who_says_nothing_is_named() throws IOException {
        List<String> tokens = one.users("ada", "bob");
        String conversation = direct(one, tokens.getFirst(), "bob");
        TestSocket ada = session(one, tokens.getFirst(), "laptop");
        TestSocket bob = session(two, tokens.getLast(), "phone");
        ada.send(send(conversation, "hello"));
        long seq = JsonObject.parse(bob.await("\"hello\"")).integer("seq", 1, 100);
        bob.send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}".formatted(conversation, seq));

        await().atMost(WITHIN)
                .until(() -> standing(trace(one, conversation, seq), "bob").equals("received"));
        for (TestServer asked : List.of(one, two)) {
            JsonObject trace = trace(asked, conversation, seq);
            assertThat(trace.string("store")).isEqualTo("postgresql");
            assertThat(trace.strings("silentNodes", 9)).isEmpty();
            assertThat(trace.objects("nodes", 9)).hasSize(2).anySatisfy(node -> {
                assertThat(node.string("node")).startsWith("one#");
                assertThat(node.has("committed")).isTrue();
                assertThat(node.objects("published", 9)).singleElement().satisfies(published -> {
                    assertThat(published.string("way")).isEqualTo("nodes");
                    assertThat(published.strings("nodes", 9))
                            .singleElement()
                            .asString()
                            .startsWith("two#");
                });
            });
            assertThat(trace.objects("nodes", 9)).anySatisfy(node -> {
                assertThat(node.string("node")).startsWith("two#");
                assertThat(node.object("fannedOut").booleanOr("fromStore", true))
                        .isFalse();
                assertThat(node.objects("sessions", 9)).singleElement().satisfies(session -> {
                    assertThat(session.string("device")).isEqualTo("phone");
                    assertThat(session.integer("ackedMicros", 0, Long.MAX_VALUE))
                            .isPositive();
                });
            });
        }

        // By now the store has the ack as well.
        await().atMost(WITHIN).until(() -> trace(one, conversation, seq).integer("delivered", 0, 9) == 2);
        redis.kill();
        JsonObject cut = trace(one, conversation, seq);
        redis.start();
        assertThat(cut.strings("silentNodes", 9)).singleElement().asString().startsWith("two#");
        assertThat(standing(cut, "bob")).isEqualTo("received");
        await().atMost(WITHIN)
                .until(() -> broker(one).equals("up") && broker(two).equals("up"));
    }

    @Test
    void members_get_messages_from_the_store_while_the_broker_is_dead() throws IOException {
        List<String> tokens = one.users("ada", "bob");
        String conversation = direct(one, tokens.getFirst(), "bob");
        TestSocket ada = session(one, tokens.getFirst(), "laptop");
        TestSocket bob = session(two, tokens.getLast(), "phone");
        redis.kill();

        for (int i = 0; i < 10; i++) {
            ada.send(send(conversation, "dead-" + i));
            bob.await("\"dead-" + i + "\"");
        }
        await().atMost(WITHIN).until(() -> broker(one).equals("suspect"));
        assertThat(one.get(null, "/readyz").status()).isEqualTo(200);
        assertThat(metric(one, "carillon_bus_suspect")).isEqualTo(1);

        redis.start();
        await().atMost(WITHIN)
                .until(() -> broker(one).equals("up") && broker(two).equals("up"));
        ada.send(send(conversation, "back"));
        bob.await("\"back\"");
    }

    @Test
    void a_store_that_is_cut_off_refuses_and_recovers() throws IOException {
        List<String> tokens = one.users("ada", "bob");
        String conversation = direct(one, tokens.getFirst(), "bob");
        TestSocket ada = session(one, tokens.getFirst(), "laptop");
        TestSocket bob = session(two, tokens.getLast(), "phone");
        ada.send(send(conversation, "before"));
        bob.await("\"before\"");

        postgres.kill();
        ada.await("\"degraded\"");
        bob.await("\"degraded\"");
        ada.send(send(conversation, "during"));
        assertThat(ada.await("\"error\"")).contains("unavailable").contains("retryAfterMs");
        assertThat(one.get(null, "/readyz").status()).isEqualTo(503);

        postgres.start();
        ada.await("\"recovered\"");
        bob.await("\"recovered\"");
        ada.send(send(conversation, "during"));
        bob.await("\"during\"");
        ada.await("\"sent\"");
    }

    @Test
    void what_is_revoked_on_one_node_ends_on_the_other_and_nothing_else() {
        List<String> tokens = one.users("ada", "bob");
        String second = one.login("ada", TestServer.PASSWORD).json().string("token");
        TestSocket laptop = session(two, tokens.getFirst(), "laptop");
        TestSocket phone = session(two, second, "phone");
        TestSocket bob = session(two, tokens.getLast(), "laptop");

        one.post(tokens.getFirst(), "/v1/logout", "{}");
        assertThat(laptop.awaitClose()).isEqualTo(4506);

        assertThat(one.call(second, "DELETE", "/v1/tokens", null).status()).isEqualTo(200);
        String third = one.login("ada", TestServer.PASSWORD).json().string("token");
        TestSocket later = session(two, third, "phone");
        assertThat(phone.awaitClose()).isEqualTo(4506);
        assertOpen(later);

        assertThat(one.call(third, "PATCH", "/v1/users/ada", """
                        {"password": "another password", "oldPassword": "%s"}""".formatted(TestServer.PASSWORD))
                        .status())
                .isEqualTo(200);
        TestSocket last =
                session(two, one.login("ada", "another password").json().string("token"), "phone");
        assertThat(later.awaitClose()).isEqualTo(4506);
        // What is revoked next is seen by a look that sees all of the above again.
        one.post(tokens.getLast(), "/v1/logout", "{}");
        assertThat(bob.awaitClose()).isEqualTo(4506);
        assertOpen(last);
    }

    @Test
    void of_more_sessions_than_a_user_may_have_the_oldest_ends_on_whichever_node_it_is() {
        String ada = one.users("ada").getFirst();
        TestSocket oldest = session(two, ada, "d0");
        TestSocket second = session(one, ada, "d1");
        for (int i = 2; i <= Limits.DEFAULT.maxSessionsPerUser(); i++) {
            session(i % 2 == 0 ? one : two, ada, "d" + i);
        }

        assertThat(oldest.awaitClose()).isEqualTo(4507);
        assertOpen(second);
    }

    @Test
    void what_was_revoked_as_the_store_went_away_ends_when_it_is_back() throws IOException {
        String token = one.users("ada").getFirst();
        TestSocket laptop = session(two, token, "laptop");

        one.post(token, "/v1/logout", "{}");
        postgres.kill();
        postgres.start();

        assertThat(laptop.awaitClose()).isEqualTo(4506);
    }

    private static void assertOpen(TestSocket socket) {
        socket.send("{\"op\":\"ping\"}");
        socket.await("\"pong\"");
    }

    @Test
    void a_node_reborn_under_its_name_gets_what_its_former_life_would_have() {
        List<String> tokens = one.users("ada", "bob");
        String conversation = direct(one, tokens.getFirst(), "bob");
        session(two, tokens.getLast(), "phone");
        two.close();
        TestServer reborn = node("two");
        TestSocket bob = session(reborn, tokens.getLast(), "phone");
        TestSocket ada = session(one, tokens.getFirst(), "laptop");

        ada.send(send(conversation, "hello"));
        bob.await("\"hello\"");
    }

    @Test
    void nodes_that_would_not_hear_each_other_do_not_start() {
        assertThatThrownBy(() -> node("lonely", "bus.redis="))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("this node has none")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> node("elsewhere", "bus.prefix=other"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("would not hear each other");
    }

    @Test
    void a_broker_that_is_not_there_is_said_in_one_sentence() {
        assertThatThrownBy(() -> node("three", "bus.redis=redis://127.0.0.1:1"))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("bus.redis: Redis cannot be used:")
                .hasMessageNotContaining("\n");
    }
}
