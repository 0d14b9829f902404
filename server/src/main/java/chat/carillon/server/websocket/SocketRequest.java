package chat.carillon.server.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// Tells from the first bytes of a connection whether they ask for a socket, without parsing them. Pure.
final class SocketRequest {
    private static final ByteBuf START = constant("GET /v1/socket");
    private static final ByteBuf END = constant("\r\n\r\n");

    private SocketRequest() {}

    private static ByteBuf constant(String text) {
        return Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII).asReadOnly());
    }

    /// Whether a request for a socket begins here.
    static boolean begins(ByteBuf bytes) {
        int length = START.readableBytes();
        return bytes.readableBytes() > length
                && ByteBufUtil.equals(bytes, bytes.readerIndex(), START, 0, length)
                && " ?".indexOf(bytes.getByte(bytes.readerIndex() + length)) >= 0;
    }

    /// Whether one request for a socket is here, and nothing of it is still to come.
    static boolean isWhole(ByteBuf bytes) {
        int length = END.readableBytes();
        return begins(bytes) && ByteBufUtil.equals(bytes, bytes.writerIndex() - length, END, 0, length);
    }
}
