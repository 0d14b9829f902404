package chat.carillon.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.TestSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What became of a message on a lone node with the embedded store, over real sockets.
class TraceIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private TestServer server;
    private List<String> tokens = List.of();

    @BeforeEach
    void start() {
        server = TestServer.startAsConfigured(folder);
        tokens = server.users("ann", "bob", "cat");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String ann() {
        return tokens.getFirst();
    }

    private String group() {
        return server.conversation(ann(), "{\"kind\":\"group\",\"name\":\"ops\",\"members\":[\"bob\",\"cat\"]}");
    }

    private TestSocket session(String token, String device) {
        var socket = new TestSocket(server.server().port());
        socket.hello(token, device);
        return socket;
    }

    private long post(String conversation, String text) {
        Reply reply = server.post(
                ann(), "/v1/conversations/" + conversation + "/messages", "{\"text\":\"%s\"}".formatted(text));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().integer("seq", 1, Long.MAX_VALUE);
    }

    private static void ack(TestSocket socket, String conversation, long seq) {
        socket.send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}".formatted(conversation, seq));
    }

    private Reply ask(String conversation, long seq) {
        return server.get(
                server.operatorToken(), "/v1/conversations/%s/messages/%d/trace".formatted(conversation, seq));
    }

    private JsonObject trace(String conversation, long seq) {
        Reply reply = ask(conversation, seq);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static JsonObject node(JsonObject trace) {
        return trace.objects("nodes", 10).getFirst();
    }

    private static String standing(JsonObject trace, String user) {
        return trace.objects("recipients", 100).stream()
                .filter(one -> one.string("user").equals(user))
                .map(one -> one.string("standing"))
                .findFirst()
                .orElse("not named");
    }

    private static long micros(JsonObject json, String name) {
        return json.integer(name, 1, Long.MAX_VALUE);
    }

    @Test
    void tells_the_way_of_a_message_from_its_commit_to_every_ack() {
        String conversation = group();
        try (TestSocket bob = session(tokens.get(1), "phone");
                TestSocket cat = session(tokens.get(2), "desk")) {
            long seq = post(conversation, "secret words");
            bob.await("secret words");
            cat.await("secret words");
            ack(bob, conversation, seq);
            await().atMost(WITHIN)
                    .until(() -> standing(trace(conversation, seq), "bob").equals("received"));

            JsonObject trace = trace(conversation, seq);
            assertThat(ask(conversation, seq).body()).doesNotContain("secret");
            assertThat(trace.string("store")).isEqualTo("sqlite");
            assertThat(standing(trace, "ann")).isEqualTo("sent");
            assertThat(standing(trace, "cat")).isEqualTo("written");
            JsonObject node = node(trace);
            long committed = micros(node.object("committed"), "atMicros");
            long fannedOut = micros(node.object("fannedOut"), "atMicros");
            long written = micros(node.object("written"), "endedMicros");
            long acked = micros(node.object("acked"), "firstMicros");
            // Each time is turned into one of the wall clock by a subtraction that rounds.
            assertThat(List.of(committed, fannedOut, written, acked)).isSorted();
            assertThat(node.object("written").integer("sockets", 0, 9)).isEqualTo(2);
            assertThat(node.object("attached").integer("before", 0, 9)).isEqualTo(2);
            assertThat(node.objects("sessions", 9))
                    .extracting(session -> session.string("device"))
                    .containsExactlyInAnyOrder("phone", "desk");
        }
    }

    @Test
    void tells_who_has_not_got_it_and_why() {
        String conversation = group();
        TestSocket gone = session(tokens.get(1), "phone");
        long seq = post(conversation, "one");
        gone.await("\"one\"");
        gone.close();
        try (TestSocket late = session(tokens.get(2), "desk")) {
            await().atMost(WITHIN)
                    .until(() -> standing(trace(conversation, seq), "bob").equals("absent"));

            JsonObject trace = trace(conversation, seq);
            assertThat(standing(trace, "cat")).isEqualTo("syncing");
            assertThat(node(trace).objects("sessions", 9)).anySatisfy(session -> {
                assertThat(session.string("device")).isEqualTo("phone");
                assertThat(session.integer("endedMicros", 0, Long.MAX_VALUE)).isPositive();
                assertThat(session.integer("writtenSeq", 0, Long.MAX_VALUE)).isEqualTo(seq);
            });
            ack(late, conversation, seq);
            await().atMost(WITHIN)
                    .until(() -> standing(trace(conversation, seq), "cat").equals("received"));
        }
    }

    @Test
    void counts_a_crowd_and_names_those_that_miss_it() {
        String[] names = IntStream.range(0, 70).mapToObj(i -> "user" + i).toArray(String[]::new);
        List<String> crowd = server.users(names);
        String conversation = server.conversation(
                ann(),
                "{\"kind\":\"channel\",\"name\":\"all\",\"members\":[%s]}"
                        .formatted(String.join(
                                ",",
                                Stream.of(names).map(name -> "\"" + name + "\"").toList())));
        List<TestSocket> sockets = IntStream.range(0, 20)
                .mapToObj(i -> session(crowd.get(i), "phone"))
                .toList();
        long seq = post(conversation, "hello all");
        for (TestSocket socket : sockets) {
            socket.await("hello all");
            ack(socket, conversation, seq);
        }

        await().atMost(WITHIN).until(() -> trace(conversation, seq).integer("delivered", 0, 100) == 21);
        JsonObject trace = trace(conversation, seq);
        assertThat(trace.booleanOr("complete", true)).isFalse();
        assertThat(trace.integer("members", 0, 100)).isEqualTo(71);
        assertThat(trace.objects("recipients", 100)).hasSize(50).allSatisfy(one -> {
            assertThat(one.string("standing")).isEqualTo("absent");
            assertThat(one.string("level")).isEqualTo("mentions");
        });
        assertThat(node(trace).object("acked").integer("devices", 0, 100)).isEqualTo(20);
        assertThat(node(trace).object("written").integer("sockets", 0, 100)).isEqualTo(20);
        sockets.forEach(TestSocket::close);
    }

    @Test
    void a_message_from_before_a_restart_is_told_as_far_as_it_is_stored() {
        String conversation = group();
        long seq = post(conversation, "old");
        server.close();
        server = TestServer.startAsConfigured(folder);

        JsonObject trace = trace(conversation, seq);
        assertThat(trace.string("sender")).isEqualTo("ann");
        assertThat(node(trace).has("committed")).isFalse();
        assertThat(standing(trace, "bob")).isEqualTo("absent");
    }

    @Test
    void what_is_not_there_is_refused_in_one_sentence() {
        String conversation = group();

        Reply nowhere = ask("c-nowhere", 1);
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.code()).isEqualTo("no_such_conversation");
        Reply never = ask(conversation, 999);
        assertThat(never.status()).isEqualTo(404);
        assertThat(never.code()).isEqualTo("no_such_message");
        assertThat(never.body()).contains("seq: 999 (expected: 1 to ");
        assertThat(ask(conversation, 0).status()).isEqualTo(400);
    }
}
