package chat.carillon.server.websocket;

import chat.carillon.protocol.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How a handshake is told to come later. `Retry-After` knows whole seconds only, so it names the second, and clients
/// choose a moment within it (`docs/sdk-spec.md`). Pure.
final class RetryAfter {
    private static final String HEAD =
            "HTTP/1.1 %d Service Unavailable\r\nRetry-After: ".formatted(ErrorCode.OVERLOADED.httpStatus());
    private static final String TAIL = "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private RetryAfter() {}

    /// The value of the header, at least 1.
    static String seconds(long waitMillis) {
        return Long.toString(Math.max(1, TimeUnit.MILLISECONDS.toSeconds(waitMillis)));
    }

    /// The whole response.
    static byte[] response(long waitMillis) {
        return (HEAD + seconds(waitMillis) + TAIL).getBytes(StandardCharsets.US_ASCII);
    }
}
