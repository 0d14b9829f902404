package chat.carillon.push.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.push.http.HttpOutcome.Answered;
import chat.carillon.push.http.HttpOutcome.Forbidden;
import chat.carillon.push.http.HttpOutcome.Unreachable;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.Certificate;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.HttpPeer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpCallerTest {
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1_500);

    @TempDir
    private Path directory;

    private static HttpCaller caller(Resolver resolver, TrustManager trust) {
        return HttpCaller.open(new ManualTime(), resolver, CALL_TIMEOUT, trust);
    }

    private static HttpCaller caller() {
        return caller(Resolver.system(), null);
    }

    private static HttpPost post(URI uri, Reach reach) {
        return new HttpPost(uri, reach, Map.of("X-Test", "1"), "body".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void posts_and_tells_the_answer() throws IOException {
        try (HttpPeer peer = HttpPeer.plain();
                HttpCaller caller = caller()) {
            peer.answer(Reply.of(429, "slow down").with("Retry-After", "7").with("Location", "/m/1"));

            HttpOutcome outcome = caller.post(post(peer.uri("/a%20b?c=d%26"), Reach.PUBLIC_OR_LOOPBACK));

            var answered = (Answered) outcome;
            assertThat(answered.status()).isEqualTo(429);
            assertThat(answered.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(answered.location()).isEqualTo("/m/1");
            assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("slow down");
            assertThat(peer.last().path()).isEqualTo("/a%20b?c=d%26");
            assertThat(peer.last().text()).isEqualTo("body");
            assertThat(peer.last().header("x-test")).isEqualTo("1");
        }
    }

    @Test
    void asks_the_address_that_was_judged_for_the_host_that_was_named() throws Exception {
        Certificate certificate = Certificate.of(directory, "dns:push.test");
        try (HttpPeer peer = HttpPeer.secure(certificate.serverContext());
                HttpCaller caller = caller(_ -> loopback("127.0.0.1"), certificate.trust())) {
            URI endpoint = URI.create("https://push.test:%d/x".formatted(peer.port()));

            assertThat(caller.post(post(endpoint, Reach.PUBLIC_OR_LOOPBACK))).isInstanceOf(Answered.class);
            assertThat(peer.last().header("host")).isEqualTo("push.test:" + peer.port());
        }
    }

    @Test
    void a_certificate_of_another_host_or_of_nobody_known_is_not_believed() throws Exception {
        Certificate certificate = Certificate.of(directory, "dns:other.test");
        try (HttpPeer peer = HttpPeer.secure(certificate.serverContext());
                HttpCaller believing = caller(_ -> loopback("127.0.0.1"), certificate.trust());
                HttpCaller strict = caller(_ -> loopback("127.0.0.1"), null)) {
            URI endpoint = URI.create("https://push.test:%d/x".formatted(peer.port()));

            assertThat(believing.post(post(endpoint, Reach.PUBLIC_OR_LOOPBACK))).isInstanceOf(Unreachable.class);
            assertThat(strict.post(post(endpoint, Reach.PUBLIC_OR_LOOPBACK))).isInstanceOf(Unreachable.class);
            assertThat(peer.received()).isEmpty();
        }
    }

    @Test
    void a_name_is_resolved_once_for_judging_and_connecting() throws IOException {
        var asked = new AtomicInteger();
        Resolver rebinding = _ -> loopback(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
        try (HttpPeer first = HttpPeer.plain();
                HttpPeer second = HttpPeer.plainAt("127.0.0.2", first.port());
                HttpCaller caller = caller(rebinding, null)) {
            URI endpoint = URI.create("http://push.test:%d/x".formatted(first.port()));

            assertThat(caller.post(post(endpoint, Reach.PUBLIC_OR_LOOPBACK))).isInstanceOf(Answered.class);
            assertThat(asked).hasValue(1);
            assertThat(first.received()).hasSize(1);

            assertThat(caller.post(post(endpoint, Reach.PUBLIC_OR_LOOPBACK))).isInstanceOf(Answered.class);
            assertThat(second.received()).hasSize(1);
        }
    }

    private static List<InetAddress> loopback(String address) {
        return List.of(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void a_server_on_this_machine_is_out_of_reach_of_users(String host) throws IOException {
        try (HttpPeer peer = HttpPeer.plain();
                HttpCaller caller = caller()) {
            for (String scheme : List.of("http", "https")) {
                URI endpoint = URI.create("%s://%s:%d/x".formatted(scheme, host, peer.port()));

                assertThat(caller.post(post(endpoint, Reach.PUBLIC))).isNotInstanceOf(Answered.class);
            }
            assertThat(peer.received()).isEmpty();
        }
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() throws IOException {
        try (HttpPeer inner = HttpPeer.plain();
                HttpPeer outer = HttpPeer.plain();
                HttpCaller caller = caller()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                outer.answer(
                        Reply.of(status).with("Location", inner.uri("/secret").toString()));

                HttpOutcome outcome = caller.post(post(outer.uri("/x"), Reach.PUBLIC_OR_LOOPBACK));

                assertThat(((Answered) outcome).status()).isEqualTo(status);
            }
            assertThat(inner.received()).isEmpty();
        }
    }

    @Test
    void an_answer_without_end_is_cut() throws IOException {
        try (var peer = new RawPeer(socket -> {
                    write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    String chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
                    for (int i = 0; i < 100_000; i++) {
                        write(socket, chunk);
                    }
                });
                HttpCaller caller = caller()) {
            HttpOutcome outcome = caller.post(post(peer.uri(), Reach.PUBLIC_OR_LOOPBACK));

            assertThat(((Answered) outcome).body()).hasSizeLessThanOrEqualTo(8_192);
            Awaitility.await().until(peer::done);
        }
    }

    @Test
    void headers_without_end_are_no_answer() throws IOException {
        try (var peer = new RawPeer(socket -> {
                    write(socket, "HTTP/1.1 200 OK\r\n");
                    for (int i = 0; i < 100_000; i++) {
                        write(socket, "X-%d: %s\r\n".formatted(i, "x".repeat(1_000)));
                    }
                });
                HttpCaller caller = caller()) {
            assertThat(caller.post(post(peer.uri(), Reach.PUBLIC_OR_LOOPBACK))).isInstanceOf(Unreachable.class);
            Awaitility.await().until(peer::done);
        }
    }

    @Test
    void a_server_that_says_nothing_or_very_little_is_given_up() throws IOException {
        try (var silent = new RawPeer(HttpCallerTest::readToTheEnd);
                var trickling = new RawPeer(socket -> {
                    write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
                    readToTheEnd(socket);
                });
                HttpCaller caller = caller()) {
            assertThat(caller.post(post(silent.uri(), Reach.PUBLIC_OR_LOOPBACK)))
                    .isInstanceOf(Unreachable.class);
            assertThat(caller.post(post(trickling.uri(), Reach.PUBLIC_OR_LOOPBACK)))
                    .isInstanceOf(Unreachable.class);
            Awaitility.await().until(() -> silent.done() && trickling.done());
        }
    }

    @Test
    void a_closed_port_is_unreachable() throws IOException {
        int port;
        try (HttpPeer peer = HttpPeer.plain()) {
            port = peer.port();
        }
        try (HttpCaller caller = caller()) {
            URI endpoint = URI.create("http://127.0.0.1:%d/x?token=secret".formatted(port));

            HttpOutcome outcome = caller.post(post(endpoint, Reach.ANYWHERE));

            assertThat(outcome).isInstanceOf(Unreachable.class);
            assertThat(outcome.toString()).doesNotContain("secret");
        }
    }

    @Test
    void forbidden_says_whether_for_good() {
        try (HttpCaller caller = caller(_ -> loopback("127.0.0.1"), null)) {
            assertThat(((Forbidden) caller.post(post(URI.create("https://127.0.0.1/"), Reach.PUBLIC))).forever())
                    .isTrue();
            assertThat(((Forbidden) caller.post(post(URI.create("https://push.test/"), Reach.PUBLIC))).forever())
                    .isFalse();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        byte[] some = new byte[1_024];
        while (socket.getInputStream().read(some) >= 0) {
            // The caller hangs up.
        }
    }

    /// A server that talks to its first connection as it likes.
    private static final class RawPeer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Void> talk;

        private interface Talk {
            void with(Socket socket) throws IOException;
        }

        RawPeer(Talk talk) throws IOException {
            this.talk = CompletableFuture.runAsync(() -> {
                        try (Socket socket = server.accept()) {
                            // An answer that comes before the request would be another kind of nonsense.
                            var _ = socket.getInputStream().read(new byte[1_024]);
                            talk.with(socket);
                        } catch (IOException e) {
                            // The caller hung up.
                        }
                    })
                    .orTimeout(30, TimeUnit.SECONDS);
        }

        URI uri() {
            return URI.create("http://127.0.0.1:%d/x".formatted(server.getLocalPort()));
        }

        boolean done() {
            return talk.isDone();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
