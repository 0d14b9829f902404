package chat.carillon.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What members are shown of each other, over real sockets.
class CrowdIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final List<TestSocket> sockets = new ArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(folder, "limits.requestsPerSecond=100000", "limits.requestBurst=100000");
    }

    @AfterEach
    void stop() {
        sockets.forEach(TestSocket::close);
        server.close();
    }

    private TestSocket session(String token, String device) {
        var socket = new TestSocket(server.server().port());
        sockets.add(socket);
        socket.hello(token, device);
        return socket;
    }

    private String channel(String token, int members) {
        String users =
                IntStream.range(1, members).mapToObj(i -> "\"user" + i + "\"").collect(Collectors.joining(","));
        return server.conversation(token, "{\"kind\":\"channel\",\"name\":\"All\",\"members\":[%s]}".formatted(users));
    }

    private List<String> users(int count) {
        return server.users(IntStream.range(0, count).mapToObj(i -> "user" + i).toArray(String[]::new));
    }

    private static String send(String conversation, String id) {
        return "{\"op\":\"send\",\"ref\":\"%s\",\"conversation\":\"%s\",\"clientMessageId\":\"%s\",\"text\":\"%s\"}"
                .formatted(id, conversation, id, id);
    }

    private static String typing(String conversation) {
        return "{\"op\":\"typing\",\"conversation\":\"%s\"}".formatted(conversation);
    }

    private static String read(String conversation, long seq) {
        return "{\"op\":\"read\",\"conversation\":\"%s\",\"seq\":%d}".formatted(conversation, seq);
    }

    @Test
    void what_is_read_and_received_is_shown_to_the_members_and_to_the_own_devices() {
        List<String> tokens = users(2);
        String conversation = channel(tokens.getFirst(), 2);
        TestSocket ada = session(tokens.getFirst(), "laptop");
        TestSocket phone = session(tokens.getLast(), "phone");
        TestSocket laptop = session(tokens.getLast(), "laptop");
        ada.send(send(conversation, "hello"));
        phone.await("\"hello\"");

        phone.send("{\"op\":\"ack\",\"cursors\":{\"%s\":3}}".formatted(conversation));
        assertThat(ada.await("\"receipt\"")).contains("\"user\":\"user1\",\"deliveredSeq\":3,\"readSeq\":0");
        phone.send(read(conversation, 3));
        assertThat(ada.await("\"receipt\"")).contains("\"user\":\"user1\",\"deliveredSeq\":3,\"readSeq\":3");
        assertThat(laptop.await("\"readSeq\":3")).contains("\"user\":\"user1\"");
    }

    @Test
    void in_a_large_conversation_the_own_devices_still_see_what_was_read_and_nobody_else_does() {
        List<String> tokens = users(40);
        String conversation = channel(tokens.getFirst(), 40);
        TestSocket ada = session(tokens.getFirst(), "laptop");
        TestSocket phone = session(tokens.getLast(), "phone");
        TestSocket laptop = session(tokens.getLast(), "laptop");
        phone.send(read(conversation, 2));
        assertThat(laptop.await("\"receipt\"")).contains("\"user\":\"user39\"", "\"readSeq\":2");
        ada.send("{\"op\":\"ping\"}");
        ada.await("\"pong\"");
        assertThat(ada.taken()).noneMatch(frame -> frame.contains("\"receipt\""));
    }

    @Test
    void a_crowd_that_types_is_one_frame_a_second_with_a_few_names() {
        List<String> tokens = users(20);
        String conversation = channel(tokens.getFirst(), 20);
        List<TestSocket> typists =
                tokens.stream().skip(1).map(token -> session(token, "phone")).toList();
        TestSocket ada = session(tokens.getFirst(), "laptop");
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            typists.forEach(typist -> typist.send(typing(conversation)));
        }
        ada.await("\"typing\"");
        // A quick machine has taken all of that for the first frame.
        typists.forEach(typist -> typist.send(typing(conversation)));
        ada.await("\"typing\"");
        double seconds = (System.nanoTime() - began) / 1e9;
        long more = ada.taken().stream()
                .filter(frame -> frame.contains("\"typing\""))
                .peek(frame -> assertThat(frame.split("\"user")).hasSizeLessThanOrEqualTo(7))
                .count();
        assertThat(2 + more).isLessThanOrEqualTo((long) seconds + 2);
    }

    @Test
    void in_a_crowd_of_200_the_sender_sees_how_many_have_read() {
        List<String> tokens = users(200);
        String conversation = channel(tokens.getFirst(), 200);
        TestSocket ada = session(tokens.getFirst(), "laptop");
        ada.send(send(conversation, "hello"));
        long seq = Long.parseLong(ada.await("\"sent\"").replaceAll(".*\"seq\":(\\d+).*", "$1"));
        List<TestSocket> readers = tokens.stream()
                .skip(1)
                .limit(20)
                .map(token -> session(token, "phone"))
                .toList();
        readers.forEach(reader -> reader.send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}".formatted(conversation, seq)));
        readers.subList(0, 5).forEach(reader -> reader.send(read(conversation, seq)));

        String mark = "\"members\":200,\"marks\":[{\"seq\":%d,\"delivered\":21,\"read\":6}".formatted(seq);
        assertThat(ada.await(mark)).contains("\"watermarks\"");
        assertThat(server.get(tokens.getFirst(), "/v1/conversations/%s/receipts?seq=%d".formatted(conversation, seq))
                        .body())
                .contains("\"members\":200,\"delivered\":21,\"read\":6")
                .doesNotContain("receipts");
    }

    @Test
    void receipts_of_few_members_name_them_and_strangers_are_told_nothing() {
        List<String> tokens = users(3);
        String conversation = channel(tokens.getFirst(), 2);
        String path = "/v1/conversations/%s/receipts?seq=".formatted(conversation);
        assertThat(server.get(tokens.getFirst(), path + 1).body())
                .contains("\"members\":2")
                .contains("\"receipts\":[{\"user\":\"user0\"");
        assertThat(server.get(tokens.getFirst(), path + 99).code()).isEqualTo("no_such_message");
        assertThat(server.get(tokens.getFirst(), path).status()).isEqualTo(400);
        assertThat(server.get(tokens.getLast(), path + 1).code()).isEqualTo("no_such_conversation");
    }

    @Test
    void members_are_searched() {
        List<String> tokens = users(25);
        String path = "/v1/conversations/%s/members".formatted(channel(tokens.getFirst(), 25));
        String token = tokens.getFirst();
        assertThat(server.get(token, path + "?q=user2&limit=3").body())
                .contains("user2\"", "user20", "user21")
                .doesNotContain("user22");
        assertThat(server.get(token, path + "?q=user2&after=user21").body())
                .contains("user22", "user23", "user24")
                .doesNotContain("user21");
        assertThat(server.get(token, path + "?role=owner").body())
                .contains("user0")
                .doesNotContain("user1");
        assertThat(server.get(token, path + "?role=king").status()).isEqualTo(400);
        assertThat(server.get(token, path + "?q=" + "x".repeat(600)).status()).isEqualTo(400);
    }

    @Test
    void under_strain_typing_goes_first_and_messages_flow_all_the_same() {
        List<String> tokens = users(2);
        String conversation = channel(tokens.getFirst(), 2);
        TestSocket ada = session(tokens.getFirst(), "laptop");
        TestSocket bob = session(tokens.getLast(), "phone");
        server.loopLag(Duration.ofMillis(400));
        await().atMost(WITHIN).until(() -> server.metric("carillon_shedding_level") == 2);

        bob.send(typing(conversation));
        bob.send(read(conversation, 2));
        ada.await("\"receipt\"");
        assertThat(server.metric("carillon_shed_total{kind=\"typing\"}")).isEqualTo(1);
        assertThat(server.metric("carillon_shed_total{kind=\"receipts\"}")).isZero();

        server.loopLag(Duration.ofSeconds(5));
        await().atMost(WITHIN).until(() -> server.metric("carillon_shedding_level") == 3);
        bob.send(read(conversation, 2));
        for (int i = 0; i < 20; i++) {
            ada.send(send(conversation, "message-" + i));
            bob.await("\"message-" + i + "\"");
        }
        assertThat(server.metric("carillon_shed_total{kind=\"receipts\"}")).isEqualTo(1);

        server.loopLag(Duration.ZERO);
        await().atMost(WITHIN).until(() -> server.metric("carillon_shedding_level") == 0);
        bob.send(typing(conversation));
        ada.await("\"typing\"");
    }

    @Test
    void who_looks_at_a_crowd_sees_how_many_are_there_with_a_few_frames_however_many_come() {
        List<String> tokens = users(200);
        String conversation = channel(tokens.getFirst(), 200);
        TestSocket ada = session(tokens.get(1), "laptop");
        TestSocket bob = session(tokens.getFirst(), "laptop");
        ada.send(watching(conversation));
        ada.await("\"headcount\"");
        tokens.subList(2, 60).forEach(token -> session(token, "phone"));
        var frames = new ArrayList<String>();
        await().atMost(WITHIN).until(() -> {
            frames.addAll(ada.taken());
            return frames.stream().anyMatch(frame -> frame.contains("\"members\":200,\"online\":60}"));
        });
        assertThat(frames).hasSizeLessThan(10).allMatch(frame -> frame.contains("\"headcount\""));
        assertThat(bob.taken()).isEmpty();

        server.call(
                tokens.getFirst(),
                "DELETE",
                "/v1/conversations/%s/members".formatted(conversation),
                "{\"users\":[\"user1\"]}");
        ada.await("\"left\"");
        ada.send(watching(conversation));
        ada.send("{\"op\":\"ping\"}");
        ada.await("\"pong\"");
        assertThat(ada.taken()).isEmpty();
    }

    private static String watching(String conversation) {
        return "{\"op\":\"watch\",\"users\":[],\"conversations\":[\"%s\"]}".formatted(conversation);
    }
}
