package chat.carillon.client.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Sockets of the JDK's HTTP client. Thread-safe.
public final class JdkSockets implements SocketFactory {
    private static final String SUBPROTOCOL = "carillon.v1";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final long MAX_RETRY_AFTER_SECONDS = 3_600;

    private final HttpClient http;

    public JdkSockets(HttpClient http) {
        this.http = http;
    }

    @Override
    public void connect(URI address, SocketListener listener) {
        var _ = http.newWebSocketBuilder()
                .subprotocols(SUBPROTOCOL)
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(address, new JdkSocket(listener))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    report(cause, listener);
                    return null;
                });
    }

    private static void report(Throwable cause, SocketListener listener) {
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            HttpHeaders headers = handshake.getResponse().headers();
            listener.failed(cause, handshake.getResponse().statusCode(), retryAfter(headers));
        } else {
            listener.failed(cause, 0, null);
        }
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Math.min(Long.parseLong(seconds), MAX_RETRY_AFTER_SECONDS)))
                .orElse(null);
    }
}
