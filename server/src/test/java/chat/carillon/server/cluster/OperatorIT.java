package chat.carillon.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.TestSocket;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.redis.RedisServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator sees of a cluster of three nodes, and does to it, from any of them. PostgreSQL, Redis and sockets
/// are real.
class OperatorIT {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int MANY = 1_000;

    private static PostgresServer postgres;
    private static RedisServer redis;
    private static List<TestServer> nodes = List.of();
    private static String root;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, SQLException {
        postgres = PostgresServer.start(directory.resolve("postgres"), PostgresServer.Durability.NONE);
        redis = RedisServer.start(directory.resolve("redis"));
        try (Connection connection = DriverManager.getConnection(postgres.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE operated");
        }
        nodes = IntStream.range(0, 3)
                .mapToObj(i -> TestServer.startAsConfigured(
                        directory.resolve("node" + i),
                        "node.name=node" + i,
                        "store.postgres.url=" + postgres.url("operated"),
                        "bus.redis=" + redis.url(),
                        "limits.requestsPerSecond=100000"))
                .toList();
        root = nodes.getFirst().administrator("root");
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(get("/v1/operator/nodes").objects("nodes", MANY))
                        .hasSize(3)
                        .allSatisfy(node -> assertThat(node.string("broker")).isEqualTo("up")));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(TestServer::close);
        redis.close();
        postgres.close();
    }

    private static JsonObject get(String path) {
        Reply reply = nodes.getFirst().get(root, path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static List<JsonObject> sessions(String query) {
        return get("/v1/operator/sessions" + query).objects("sessions", MANY);
    }

    private static Reply end(String session) {
        return nodes.getFirst()
                .call(
                        root,
                        "DELETE",
                        "/v1/operator/sessions/" + URLEncoder.encode(session, StandardCharsets.UTF_8),
                        null);
    }

    private static List<String> actions() {
        return get("/v1/operator/audit").objects("actions", MANY).stream()
                .map(action ->
                        action.string("by") + " " + action.string("action") + " " + action.stringOr("subject", "-"))
                .toList();
    }

    @Test
    void sessions_of_all_nodes_are_listed_page_by_page_and_ended_from_any() {
        List<String> tokens = nodes.getFirst().users("ann", "bob", "cat");
        try (TestSocket ann = TestSocket.session(nodes.get(0), tokens.get(0), "phone");
                TestSocket bob = TestSocket.session(nodes.get(1), tokens.get(1), "desk");
                TestSocket cat = TestSocket.session(nodes.get(2), tokens.get(2), "desk")) {
            assertThat(sessions("?user=ann"))
                    .singleElement()
                    .satisfies(session -> assertThat(session.string("device")).isEqualTo("phone"));
            List<JsonObject> all = sessions("");
            assertThat(all).extracting(session -> session.string("user")).contains("ann", "bob", "cat");
            assertThat(all).extracting(session -> session.string("session")).isSorted();
            assertThat(sessions("?limit=1")).hasSize(1);
            assertThat(sessions("?limit=100&after="
                            + URLEncoder.encode(all.getFirst().string("session"), StandardCharsets.UTF_8)))
                    .hasSize(all.size() - 1);

            JsonObject bobs = sessions("?user=bob").getFirst();
            assertThat(bobs.string("node")).startsWith("node1#");
            assertThat(bobs.string("address")).isEqualTo("127.0.0.1");
            assertThat(bobs.string("client")).startsWith("Java");
            assertThat(sessions("?node=" + URLEncoder.encode(bobs.string("node"), StandardCharsets.UTF_8)))
                    .allSatisfy(session -> assertThat(session.string("node")).startsWith("node1#"));

            assertThat(end(bobs.string("session")).status()).isEqualTo(204);
            assertThat(bob.awaitClose()).isEqualTo(4508);
            await().atMost(WITHIN).until(() -> sessions("?user=bob").isEmpty());
            assertThat(end(bobs.string("session")).code()).isEqualTo("no_such_session");
            assertThat(end("nowhere#00.1").code()).isEqualTo("no_such_session");
            assertThat(actions()).contains("root session_ended bob " + bobs.string("session"));

            ann.send("{\"op\":\"ping\"}");
            ann.await("pong");
            cat.send("{\"op\":\"ping\"}");
            cat.await("pong");
        }
    }

    @Test
    void an_announcement_reaches_whoever_is_connected_to_any_node() {
        List<String> tokens = nodes.getFirst().users("dan", "eve");
        try (TestSocket dan = TestSocket.session(nodes.get(1), tokens.get(0), "phone");
                TestSocket eve = TestSocket.session(nodes.get(2), tokens.get(1), "desk")) {
            Reply told = nodes.getFirst().post(root, "/v1/operator/announce", "{\"text\":\"We restart at noon.\"}");
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.json().integer("sessions", 0, MANY)).isGreaterThanOrEqualTo(2);
            assertThat(told.json().strings("silentNodes", MANY)).isEmpty();

            assertThat(dan.await("\"announce\""))
                    .contains("We restart at noon.")
                    .contains("\"by\":\"root\"");
            assertThat(eve.await("\"announce\"")).contains(told.json().string("id"));
            assertThat(actions()).contains("root announced " + told.json().string("id"));
        }
        assertThat(nodes.getFirst()
                        .post(root, "/v1/operator/announce", "{\"text\":\" \"}")
                        .code())
                .isEqualTo("invalid_field");
    }

    @Test
    void every_node_says_how_it_stands_and_what_it_did_lately() {
        String flo = nodes.getFirst().users("flo").getFirst();
        String conversation = nodes.get(1).conversation(flo, "{\"kind\":\"group\"}");
        try (TestSocket socket = TestSocket.session(nodes.get(1), flo, "desk")) {
            nodes.get(1).post(flo, "/v1/conversations/" + conversation + "/messages", "{\"text\":\"counted\"}");
            socket.await("counted");
            String second =
                    get("/v1/operator/nodes").objects("nodes", MANY).get(1).string("node");
            String stats = "/v1/operator/stats?seconds=600&node=" + URLEncoder.encode(second, StandardCharsets.UTF_8);
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(get(stats).objects("samples", MANY))
                            .anySatisfy(sample -> {
                                assertThat(sample.integer("appends", 0, MANY)).isPositive();
                                assertThat(sample.integer("appendP99Micros", 0, Long.MAX_VALUE))
                                        .isPositive();
                            })
                            .anySatisfy(sample -> assertThat(sample.integer("deliveries", 0, MANY))
                                    .isPositive()));
            JsonObject node = get("/v1/operator/nodes").objects("nodes", MANY).get(1);
            assertThat(node.string("status")).isEqualTo("ready");
            assertThat(node.booleanOr("self", true)).isFalse();
            assertThat(node.object("now").integer("sessions", 0, MANY)).isPositive();
            assertThat(node.object("totals").integer("appends", 0, MANY)).isPositive();
        }
        assertThat(nodes.getFirst().get(root, "/v1/operator/stats?node=nobody").code())
                .isEqualTo("invalid_field");
        assertThat(nodes.getFirst().get(root, "/v1/operator/stats?seconds=601").code())
                .isEqualTo("invalid_field");
    }

    @Test
    void what_administrators_do_to_people_is_noted() {
        TestServer server = nodes.get(2);
        server.users("gus");
        server.call(root, "PATCH", "/v1/users/gus", "{\"administrator\":true}");
        server.call(root, "PATCH", "/v1/users/gus", "{\"disabled\":true}");
        server.call(root, "PATCH", "/v1/users/gus", "{\"disabled\":false,\"password\":\"another password\"}");
        server.post(root, "/v1/users/gus/tokens", "{}");
        server.post(root, "/v1/invitations", "{}");
        String invitation = server.get(root, "/v1/invitations")
                .json()
                .objects("invitations", MANY)
                .getFirst()
                .string("id");
        server.call(root, "DELETE", "/v1/invitations/" + invitation, null);

        assertThat(actions())
                .containsSubsequence(
                        "root invitation_withdrawn root",
                        "root invitation_made -",
                        "root token_made gus",
                        "root password_set gus",
                        "root user_enabled gus",
                        "root user_disabled gus",
                        "root administrator_made gus",
                        "operator user_made gus");
        List<JsonObject> newest = get("/v1/operator/audit?limit=1").objects("actions", MANY);
        assertThat(newest).hasSize(1);
        assertThat(get("/v1/operator/audit?limit=1&before=" + newest.getFirst().string("id"))
                        .objects("actions", MANY))
                .singleElement()
                .satisfies(action -> assertThat(action.string("id"))
                        .isLessThan(newest.getFirst().string("id")));
        assertThat(newest.getFirst().string("address")).isEqualTo("127.0.0.1");
    }
}
