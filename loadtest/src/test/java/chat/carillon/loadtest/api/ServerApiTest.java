package chat.carillon.loadtest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that does what it was asked, dies before it says so, and is asked again.
class ServerApiTest {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final byte[] STRANGER =
            "{\"code\":\"no_such_conversation\",\"detail\":\"none\"}".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private ServerApi api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (calls.incrementAndGet() > 1) {
                exchange.sendResponseHeaders(404, STRANGER.length);
                exchange.getResponseBody().write(STRANGER);
            }
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        api = new ServerApi(uri, new TokenSource("0123456789abcdef0123456789abcdef"), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() throws IOException {
        api.close();
        server.stop(0);
    }

    @Test
    void who_left_by_a_call_whose_answer_was_lost_has_left() throws IOException {
        api.leave(GENERAL, ANN, List.of(ANN));

        assertThat(calls).hasValue(2);
    }

    @Test
    void who_cannot_see_a_conversation_removes_nobody_from_it() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> api.leave(GENERAL, ANN, List.of(BOB)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NO_SUCH_CONVERSATION));
    }
}
