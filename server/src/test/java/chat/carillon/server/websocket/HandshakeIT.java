package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may open a socket, and how it must ask.
class HandshakeIT {
    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(
                folder,
                "limits.helloTimeout=1s",
                "limits.connectBurstPerAddress=40",
                "limits.connectsPerSecondPerAddress=1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI address() {
        return server.server().address();
    }

    @Test
    void answers_as_rfc_6455_says() {
        try (RawSocket socket = RawSocket.connect(address())) {
            assertThat(socket.responseHead())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .containsIgnoringCase("sec-websocket-protocol: carillon.v1")
                    .doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade: websocket,Upgrade: h2c,400",
        "Sec-WebSocket-Version: 13,Sec-WebSocket-Version: 8,400",
        "Sec-WebSocket-Protocol: carillon.v1,Sec-WebSocket-Protocol: mqtt,400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==,Sec-WebSocket-Key: short,400",
        "Connection: Upgrade,Connection: close,400",
    })
    void refuses_what_is_no_upgrade(String header, String instead, int status) {
        String request = RawSocket.standardHandshake(address()).replace(header, instead);
        try (RawSocket socket = RawSocket.request(address(), request)) {
            assertThat(socket.status()).isEqualTo(status);
        }
    }

    @Test
    void refuses_pages_of_other_origins() {
        try (RawSocket stranger = RawSocket.connect(address(), 0, "Origin: https://evil.example");
                RawSocket own = RawSocket.connect(
                        address(), 0, "Origin: http://" + address().getAuthority())) {
            assertThat(stranger.status()).isEqualTo(403);
            assertThat(own.status()).isEqualTo(101);
        }
    }

    @Test
    void turns_away_who_connects_too_often_and_says_when_to_come_back() {
        RawSocket last = null;
        for (int i = 0; i < 45; i++) {
            last = RawSocket.connect(address());
            if (last.status() != 101) {
                break;
            }
        }
        assertThat(last).isNotNull();
        assertThat(last.status()).isEqualTo(503);
        assertThat(last.responseHead()).containsIgnoringCase("retry-after: ");
    }

    @Test
    void closes_a_socket_that_says_nothing() {
        try (RawSocket socket = RawSocket.connect(address())) {
            assertThat(socket.awaitClose()).isEqualTo(4003);
        }
    }

    @Test
    void takes_the_token_of_the_authorization_header() {
        List<String> tokens = server.users("ada");
        try (RawSocket socket = RawSocket.connect(address(), 0, "Authorization: Bearer " + tokens.getFirst())) {
            socket.send("{\"op\":\"hello\",\"device\":\"laptop\"}");
            assertThat(socket.await("welcome").string("user")).isEqualTo("ada");
        }
    }

    @Test
    void closes_for_good_whose_token_is_wrong() {
        try (RawSocket socket = RawSocket.connect(address())) {
            socket.send("{\"op\":\"hello\",\"token\":\"forged\",\"device\":\"laptop\"}");
            assertThat(socket.await("error").string("code")).isEqualTo("unauthenticated");
            assertThat(socket.awaitClose()).isEqualTo(4500);
        }
    }

    @Test
    void opens_again_with_the_ticket_of_the_welcome_on_the_same_device_only() {
        String token = server.users("ada").getFirst();
        String ticket;
        try (RawSocket socket = RawSocket.connect(address())) {
            ticket = socket.hello(token, "laptop").string("ticket");
        }
        try (RawSocket again = RawSocket.connect(address());
                RawSocket thief = RawSocket.connect(address())) {
            again.send("{\"op\":\"hello\",\"ticket\":\"%s\",\"device\":\"laptop\"}".formatted(ticket));
            assertThat(again.await("welcome").string("user")).isEqualTo("ada");
            thief.send("{\"op\":\"hello\",\"ticket\":\"%s\",\"device\":\"phone\"}".formatted(ticket));
            assertThat(thief.awaitClose()).isEqualTo(4500);
        }
    }
}
