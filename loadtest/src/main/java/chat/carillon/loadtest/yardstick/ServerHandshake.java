package chat.carillon.loadtest.yardstick;

import chat.carillon.loadtest.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The HTTP upgrade from the server's side, for a client that is known to ask rightly.
final class ServerHandshake {
    private static final byte[] KEY = Bytes.ascii("Sec-WebSocket-Key: ");
    private static final int KEY_CHARS = 24;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private ServerHandshake() {}

    static ByteBuf answer(ByteBuf request) {
        int at = Bytes.indexOf(request, request.readerIndex(), request.writerIndex(), KEY);
        if (at < 0) {
            throw new IllegalStateException("no WebSocket handshake");
        }
        String key = request.toString(at + KEY.length, KEY_CHARS, StandardCharsets.US_ASCII);
        String answer = """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: %s\r
                Sec-WebSocket-Protocol: carillon.v1\r
                \r
                """.formatted(accept(key));
        return Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII);
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(Bytes.ascii(key + GUID));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
