package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/// The HTTP upgrade of a `carillon.v1` socket, from the client's side.
public final class Handshake {
    private static final byte[] END = Bytes.ascii("\r\n\r\n");
    private static final byte[] SWITCHING = Bytes.ascii("HTTP/1.1 101 ");
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
        int end = Bytes.indexOf(in, in.readerIndex(), in.writerIndex(), END);
        if (end < 0) {
            return false;
        }
        if (!Bytes.startsWith(in, in.readerIndex(), in.writerIndex(), SWITCHING)) {
            String answer = in.toString(StandardCharsets.ISO_8859_1);
            throw new IllegalStateException("The server answered the upgrade with: "
                    + answer.lines().findFirst().orElse(""));
        }
        in.readerIndex(end + END.length);
        return true;
    }
}
