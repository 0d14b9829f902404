package chat.carillon.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ClientResources;
import chat.carillon.protocol.ErrorCode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final String BUSY = """
            {"title": "busy", "status": 503, "code": "overloaded", "detail": "too many logins wait already",
             "retryAfterMs": 1200}
            """;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final List<Duration> waits = new ArrayList<>();
    private final Patience patience = new Patience(new PrintStream(told, true, StandardCharsets.UTF_8), waits::add);

    private static CarillonException busy(long seconds) {
        return new CarillonException(
                ErrorCode.OVERLOADED, "too many logins wait already", Duration.ofSeconds(seconds), null);
    }

    private String failing(CarillonException failure) {
        return patience.ask(() -> {
            throw failure;
        });
    }

    @Test
    void a_busy_server_is_asked_again_when_it_says_and_the_user_is_told() {
        var calls = new AtomicInteger();

        String answer = patience.ask(() -> {
            if (calls.incrementAndGet() < 3) {
                throw busy(calls.get());
            }
            return "welcome";
        });

        assertThat(answer).isEqualTo("welcome");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(told.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "The server is busy (too many logins wait already); trying again in 1 s.",
                        "The server is busy (too many logins wait already); trying again in 2 s.");
    }

    @Test
    void nobody_waits_for_longer_than_half_a_minute() {
        assertThatThrownBy(() -> failing(busy(7))).hasMessage("too many logins wait already");
        assertThat(waits).hasSize(4);
        assertThatThrownBy(() -> failing(busy(3))).isInstanceOf(CarillonException.class);
        assertThat(waits).as("of the whole command").hasSize(4);
    }

    @Test
    void what_is_refused_for_good_or_without_a_word_of_when_is_not_asked_again() {
        assertThatThrownBy(() -> failing(new CarillonException(ErrorCode.UNAVAILABLE, "nobody answers")))
                .hasMessage("nobody answers");
        assertThatThrownBy(() ->
                        failing(new CarillonException(ErrorCode.UNAUTHENTICATED, "wrong", Duration.ofSeconds(1), null)))
                .hasMessage("wrong");
        assertThat(waits).isEmpty();
    }

    @Test
    void a_login_is_tried_again_after_what_a_server_and_a_proxy_answer() throws IOException {
        var calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/login", exchange -> {
            int call = calls.incrementAndGet();
            byte[] body = (call == 1 ? BUSY : call == 2 ? "try later" : "{\"code\": \"unauthenticated\"}")
                    .getBytes(StandardCharsets.UTF_8);
            if (call == 2) {
                exchange.getResponseHeaders().set("Retry-After", "2");
            }
            exchange.sendResponseHeaders(call == 1 ? 503 : call == 2 ? 429 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (var resources = ClientResources.create()) {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThatThrownBy(() ->
                            patience.ask(() -> CarillonHttp.login(url, "ann", "wrong password", "test", resources)))
                    .isInstanceOfSatisfying(
                            CarillonException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        } finally {
            server.stop(0);
        }
        assertThat(waits).containsExactly(Duration.ofMillis(1_200), Duration.ofSeconds(2));
    }
}
