package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.ThreadLocalRandom;

/// Writes the masked frames of a client.
public final class ClientFrames {
    private static final int MAX_HEADER_BYTES = 14;
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8a;

    private ClientFrames() {}

    /// A text frame with this payload.
    public static ByteBuf text(byte[] payload) {
        return frame(TEXT, payload);
    }

    /// The answer to a ping with this payload.
    public static ByteBuf pong(byte[] payload) {
        return frame(PONG, payload);
    }

    private static ByteBuf frame(int first, byte[] payload) {
        int length = payload.length;
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(MAX_HEADER_BYTES + length);
        out.writeByte(first);
        if (length < 126) {
            out.writeByte(0x80 | length);
        } else if (length < 1 << 16) {
            out.writeByte(0x80 | 126).writeShort(length);
        } else {
            out.writeByte(0x80 | 127).writeLong(length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        out.writeInt(mask);
        for (int i = 0; i < length; i++) {
            out.writeByte(payload[i] ^ mask >>> 24 - 8 * (i & 3));
        }
        return out;
    }
}
