package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.server.PemFiles.Pair;
import chat.carillon.server.auth.OperatorToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server with a certificate of its own: https and wss work, anything else on the port does not.
class TlsIT {
    private static final int PATIENCE_MILLIS = 30_000;

    @TempDir
    private static Path keys;

    private static Pair pair;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        pair = PemFiles.selfSigned(keys, "server");
    }

    private TestServer start() {
        return TestServer.start(folder, "tls.cert=" + pair.certificate(), "tls.key=" + pair.key());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(pair.trusting())
                .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build();
    }

    private static HttpResponse<String> get(TestServer server, String path) throws Exception {
        try (HttpClient client = client()) {
            var request = HttpRequest.newBuilder(URI.create(server.server().address() + path))
                    .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static TestSocket connect(TestServer server) {
        return new TestSocket(
                client(), URI.create("wss://127.0.0.1:" + server.server().port()));
    }

    @Test
    void calls_and_sockets_are_served_over_tls() throws Exception {
        try (var server = start();
                var socket = connect(server)) {
            assertThat(server.server().address()).hasScheme("https");
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);

            socket.send("{\"op\":\"hello\",\"device\":\"d\",\"token\":\"%s\"}".formatted(OperatorToken.read(folder)));
            socket.await("\"welcome\"");
            for (int i = 0; i < 100; i++) {
                socket.send("{\"op\":\"sync\",\"ref\":\"r%d\",\"cursors\":{\"nowhere\":0}}".formatted(i));
            }
            socket.await("\"r99\"");
        }
    }

    @Test
    void a_socket_that_the_server_closes_is_told_why() {
        try (var server = start();
                var socket = connect(server)) {
            socket.send("{\"op\":\"ping\"}");
            assertThat(socket.awaitClose()).isEqualTo(4501);
        }
    }

    @Test
    void plain_text_is_hung_up_on_and_others_notice_nothing() throws Exception {
        try (var server = start();
                var socket = connect(server);
                var plain = new Socket(
                        InetAddress.getLoopbackAddress(), server.server().port())) {
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(untilEnd(plain)).doesNotContain("HTTP");
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            socket.send("{\"op\":\"ping\"}");
            assertThat(socket.awaitClose()).isEqualTo(4501);
        }
    }

    private static String untilEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void files_that_are_no_use_are_said_in_one_sentence() throws Exception {
        Path nothing = Files.writeString(keys.resolve("nothing.pem"), "nothing\n");
        Path other = PemFiles.selfSigned(keys, "other").key();

        assertRefused(pair.certificate(), keys.resolve("absent"))
                .isEqualTo("tls.key: '%s' cannot be read (expected: a PEM file)".formatted(keys.resolve("absent")));
        assertRefused(nothing, pair.key())
                .isEqualTo(
                        "tls.cert: '%s' holds no certificate (expected: a PEM file, the server's own certificate first)"
                                .formatted(nothing));
        assertRefused(pair.certificate(), nothing)
                .isEqualTo("tls.key: '%s' holds no private key (expected: a PEM file, PKCS #8)".formatted(nothing));
        assertRefused(pair.certificate(), other)
                .isEqualTo("tls.key: '%s' is not the key of the certificate in '%s' (expected: a pair)"
                        .formatted(other, pair.certificate()));
    }

    private org.assertj.core.api.AbstractStringAssert<?> assertRefused(Path certificate, Path key) {
        return assertThatThrownBy(() -> TestServer.start(folder, "tls.cert=" + certificate, "tls.key=" + key)
                        .close())
                .isInstanceOf(StartException.class)
                .message();
    }
}
