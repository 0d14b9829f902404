package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The HTTP upgrade of a `carillon.v1` socket, from the client's side.
public final class Handshake {
    private static final byte[] END = Bytes.ascii("\r\n\r\n");
    private static final byte[] VERSION = Bytes.ascii("HTTP/1.1 ");
    private static final Pattern RETRY_AFTER =
            Pattern.compile("^retry-after: *(\\d{1,9})", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final int SWITCHING = 101;
    private static final int KEY_BYTES = 16;

    private Handshake() {}

    /// The request that opens the socket.
    public static ByteBuf request(String host, int port) {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        String request = """
                GET /v1/socket HTTP/1.1\r
                Host: %s:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: %s\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: carillon.v1\r
                \r
                """.formatted(host, port, Base64.getEncoder().encodeToString(key));
        return Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII);
    }

    /// Takes the answer off the front of `in`.
    ///
    /// @return whether the answer was complete; if not, `in` is as it was
    /// @throws IllegalStateException with the server's first line, if it is anything but 101
    public static boolean accepted(ByteBuf in) {
        Answer answer = answer(in);
        if (answer != null && answer.status() != SWITCHING) {
            throw new IllegalStateException("The server answered the upgrade with " + answer.status());
        }
        return answer != null;
    }

    /// What the server said to the request.
    ///
    /// @param retryAfterSeconds when to come back; negative if it did not say
    public record Answer(int status, long retryAfterSeconds) {
        /// Whether the socket is open.
        public boolean accepted() {
            return status == SWITCHING;
        }
    }

    /// Takes the answer off the front of `in`.
    ///
    /// @return null if it is not complete; `in` is as it was then
    public static @Nullable Answer answer(ByteBuf in) {
        int from = in.readerIndex();
        int end = Bytes.indexOf(in, from, in.writerIndex(), END);
        if (end < 0) {
            return null;
        }
        int status = Bytes.startsWith(in, from, end, VERSION) ? (int) Bytes.decimal(in, from + VERSION.length, end) : 0;
        // Names of headers may come in any case; only refusals are worth a string.
        String head = status == SWITCHING ? "" : in.toString(from, end - from, StandardCharsets.ISO_8859_1);
        Matcher seconds = RETRY_AFTER.matcher(head);
        in.readerIndex(end + END.length);
        return new Answer(status, seconds.find() ? Long.parseLong(seconds.group(1)) : -1);
    }
}
