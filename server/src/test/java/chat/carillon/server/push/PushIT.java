package chat.carillon.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.TestSocket;
import chat.carillon.services.network.TcpProxy;
import chat.carillon.services.network.Weather;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.Subscriber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member who is away is told by push, once, by the embedded store and a push service of this machine that decrypts
/// what it gets as a browser does.
class PushIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /// Longer than ripening, planning and sending take.
    private static final Duration QUIET = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final Subscriber browser = new Subscriber();
    private HttpPeer service;
    private TestServer server;
    private List<String> tokens = List.of();
    private String direct = "";

    @BeforeEach
    void start() throws IOException {
        service = HttpPeer.plain();
        service.answer(HttpPeer.Reply.of(201));
        server = TestServer.startAsConfigured(
                folder,
                "push.ripeDirect=2s",
                "push.ripeOther=2s",
                "push.allowLoopback=true",
                "push.vapid.subject=mailto:operator@example.org");
        tokens = server.users("ann", "bob", "cat");
        direct = server.conversation(ann(), "{\"kind\":\"direct\",\"members\":[\"bob\"]}");
        register(bob(), "phone", "/phone");
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private String ann() {
        return tokens.get(0);
    }

    private String bob() {
        return tokens.get(1);
    }

    private void register(String token, String device, String path) {
        Reply reply = server.call(token, "PUT", "/v1/devices/" + device, """
                {"label":"Firefox","target":{"kind":"webpush","endpoint":"%s","keys":{"p256dh":"%s","auth":"%s"}}}
                """.formatted(
                service.uri(path), browser.keys().p256dh(), browser.keys().auth()));
        assertThat(reply.status()).as(reply.body()).isEqualTo(204);
    }

    private long post(String token, String conversation, String text) {
        Reply reply = server.post(
                token, "/v1/conversations/" + conversation + "/messages", "{\"text\":\"%s\"}".formatted(text));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().integer("seq", 1, Long.MAX_VALUE);
    }

    private void read(String token, long seq) {
        Reply reply = server.post(token, "/v1/conversations/" + direct + "/read", "{\"seq\":%d}".formatted(seq));
        assertThat(reply.status()).isEqualTo(204);
    }

    private JsonObject read(int number) {
        return browser.read(service.received().get(number));
    }

    private TestSocket session(int port, String token, String device) {
        var socket = new TestSocket(port);
        socket.hello(token, device);
        return socket;
    }

    private String trace(long seq) {
        Reply reply =
                server.get(server.operatorToken(), "/v1/conversations/%s/messages/%d/trace".formatted(direct, seq));
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    @Test
    void a_message_to_somebody_who_is_away_reaches_the_browser_and_nobody_on_the_way_can_read_it() {
        long seq = post(ann(), direct, "Grüß dich 🔔");

        await().atMost(WITHIN).until(() -> service.received().size() == 1);
        JsonObject told = read(0);
        assertThat(told.string("act")).isEqualTo("show");
        assertThat(told.string("conversation")).isEqualTo(direct);
        assertThat(told.string("text")).isEqualTo("Grüß dich 🔔");
        assertThat(told.string("senderName")).isEqualTo("ann");
        assertThat(told.integer("badge", 0, 10)).isEqualTo(1);
        Subscriber.verifyVapid(
                service.received().get(0), server.get(bob(), "/v1/push").json().string("vapidKey"));
        await().atMost(WITHIN).until(() -> trace(seq).contains("\"state\":\"accepted\""));
        assertThat(trace(seq)).contains("\"fate\":\"pushed\"", "\"user\":\"bob\"", "\"device\":\"phone\"");
    }

    @Test
    void who_is_there_is_not_told_by_push() {
        try (TestSocket desk = session(server.server().port(), bob(), "desk")) {
            long seq = post(ann(), direct, "hello");
            desk.await("\"text\":\"hello\"");
            desk.send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}".formatted(direct, seq));

            await().during(QUIET).atMost(WITHIN).until(() -> service.received().isEmpty());
        }
    }

    @Test
    void an_ack_of_a_device_that_nobody_is_at_does_not_count_for_another() {
        try (TestSocket desk = session(server.server().port(), bob(), "desk")) {
            desk.send("{\"op\":\"presence\",\"status\":\"away\"}");
            long seq = post(ann(), direct, "hello");
            desk.await("\"text\":\"hello\"");
            desk.send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}".formatted(direct, seq));

            await().atMost(WITHIN).until(() -> service.received().size() == 1);
        }
    }

    /// The socket looks open, but nothing passes: to go by sockets would lose the message for as long as TCP hopes.
    @Test
    void a_ghost_is_told_once_by_push_and_has_the_message_once_when_it_is_back() throws IOException {
        try (TcpProxy network = TcpProxy.start(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), server.server().port()));
                TestSocket phone = session(network.address().getPort(), bob(), "phone")) {
            phone.taken();
            network.setWeather(Weather.SILENCE);
            long seq = post(ann(), direct, "are you there?");

            await().atMost(WITHIN).until(() -> service.received().size() == 1);
            assertThat(read(0).string("text")).isEqualTo("are you there?");
            assertThat(phone.taken()).noneMatch(frame -> frame.contains("are you there?"));

            network.setWeather(Weather.CLEAR);
            phone.await("are you there?");
            phone.send("{\"op\":\"ack\",\"cursors\":{\"%s\":%d}}".formatted(direct, seq));
            await().during(QUIET).atMost(WITHIN).until(() -> service.received().size() == 1);
            assertThat(phone.taken()).noneMatch(frame -> frame.contains("are you there?"));
        }
    }

    @Test
    void a_browser_that_unsubscribed_is_forgotten() {
        service.answer(HttpPeer.Reply.of(410));
        post(ann(), direct, "hello");

        await().atMost(WITHIN)
                .until(() -> !server.get(bob(), "/v1/devices").body().contains("phone"));
    }

    @Test
    void wishes_are_kept_and_followed() {
        String wish = "/v1/conversations/" + direct + "/notifications";
        assertThat(server.call(bob(), "PUT", wish, "{\"level\":\"none\"}").status())
                .isEqualTo(200);
        post(ann(), direct, "not wanted");
        await().during(QUIET).atMost(WITHIN).until(() -> service.received().isEmpty());

        server.call(bob(), "PUT", wish, "{}");
        server.call(bob(), "PUT", "/v1/me/notifications", "{\"showContent\":false}");
        post(ann(), direct, "wanted, but nothing of it is to be seen");
        await().atMost(WITHIN).until(() -> service.received().size() == 1);
        assertThat(read(0).stringOrNull("text")).isNull();
        assertThat(server.get(bob(), "/v1/me/notifications").body())
                .contains("\"showContent\":false", "\"channel\":\"mentions\"", "\"conversations\":[]");
    }

    @Test
    void what_is_read_elsewhere_disappears() {
        long seq = post(ann(), direct, "hello");
        await().atMost(WITHIN).until(() -> service.received().size() == 1);
        read(bob(), seq);

        await().atMost(WITHIN).until(() -> service.received().size() == 2);
        assertThat(read(1).string("act")).isEqualTo("withdraw");
        assertThat(read(1).string("key")).isEqualTo(read(0).string("key"));
        await().atMost(WITHIN).until(() -> trace(seq).contains("\"state\":\"withdrawn\""));
    }
}
