package chat.carillon.server.delivery;

import chat.carillon.core.fanout.EncodedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// WebSocket frames as a server writes them: whole messages in one frame, unmasked (RFC 6455, 5.2).
public final class WireFrame {
    private static final int FIN_TEXT = 0x81;
    private static final int RSV1 = 0x40;
    private static final int FIN_CLOSE = 0x88;
    private static final int FIN_PING = 0x89;
    private static final int FIN_PONG = 0x8a;
    private static final int MAX_7_BIT_LENGTH = 125;
    private static final int MAX_16_BIT_LENGTH = 0xffff;
    private static final int LENGTH_16_BIT = 126;
    private static final int LENGTH_64_BIT = 127;
    private static final int CODE_BYTES = 2;

    private WireFrame() {}

    /// Bytes on the wire of a frame with this payload.
    static int size(int payloadBytes) {
        if (payloadBytes <= MAX_7_BIT_LENGTH) {
            return payloadBytes + 2;
        }
        return payloadBytes + (payloadBytes <= MAX_16_BIT_LENGTH ? 4 : 10);
    }

    /// Writes a text frame, compressed where that pays and `compressed` allows it.
    static void writeText(ByteBuf out, EncodedFrame frame, boolean compressed) {
        byte[] deflated = compressed ? frame.deflated() : null;
        write(out, deflated == null ? FIN_TEXT : FIN_TEXT | RSV1, deflated == null ? frame.json() : deflated);
    }

    public static ByteBuf text(ByteBufAllocator allocator, byte[] json) {
        ByteBuf out = allocator.directBuffer(size(json.length));
        write(out, FIN_TEXT, json);
        return out;
    }

    public static ByteBuf ping(ByteBufAllocator allocator) {
        return control(allocator, FIN_PING, new byte[0]);
    }

    public static ByteBuf pong(ByteBufAllocator allocator, byte[] payload) {
        return control(allocator, FIN_PONG, payload);
    }

    /// @param reason cut to what a control frame holds
    public static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MAX_7_BIT_LENGTH - CODE_BYTES);
        while (length < text.length && length > 0 && (text[length] & 0xc0) == 0x80) {
            length--;
        }
        byte[] payload = new byte[CODE_BYTES + length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, CODE_BYTES, length);
        return control(allocator, FIN_CLOSE, payload);
    }

    private static ByteBuf control(ByteBufAllocator allocator, int head, byte[] payload) {
        byte[] cut = payload.length <= MAX_7_BIT_LENGTH ? payload : Arrays.copyOf(payload, MAX_7_BIT_LENGTH);
        ByteBuf out = allocator.directBuffer(size(cut.length));
        write(out, head, cut);
        return out;
    }

    private static void write(ByteBuf out, int head, byte[] payload) {
        out.writeByte(head);
        if (payload.length <= MAX_7_BIT_LENGTH) {
            out.writeByte(payload.length);
        } else if (payload.length <= MAX_16_BIT_LENGTH) {
            out.writeByte(LENGTH_16_BIT);
            out.writeShort(payload.length);
        } else {
            out.writeByte(LENGTH_64_BIT);
            out.writeLong(payload.length);
        }
        out.writeBytes(payload);
    }
}
