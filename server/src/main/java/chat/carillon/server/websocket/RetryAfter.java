package chat.carillon.server.websocket;

import chat.carillon.protocol.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How a handshake is told to come later. `Retry-After` knows whole seconds only, so it names the second, and clients
/// choose a moment within it (`docs/sdk-spec.md`). Pure.
final class RetryAfter {
    private RetryAfter() {}

    /// The value of the header, at least 1.
    static String seconds(long waitMillis) {
        return Long.toString(Math.max(1, TimeUnit.MILLISECONDS.toSeconds(waitMillis)));
    }

    /// The whole response.
    static ByteBuf response(long waitMillis) {
        String head =
                "HTTP/1.1 %d Service Unavailable\r\nRetry-After: %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                        .formatted(ErrorCode.OVERLOADED.httpStatus(), seconds(waitMillis));
        return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII));
    }
}
