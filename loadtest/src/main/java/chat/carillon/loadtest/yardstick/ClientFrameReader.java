package chat.carillon.loadtest.yardstick;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/// Takes the text frames out of what a well-behaved client sends; everything else is passed over. Confined to the
/// connection's event loop.
final class ClientFrameReader {
    private static final int MASK_BYTES = 4;
    private static final int TEXT = 0x81;

    private ByteBuf rest = Unpooled.EMPTY_BUFFER;

    /// Copies the payload of each complete text frame for `texts`. `in` stays the caller's.
    void read(ByteBuf in, Consumer<byte[]> texts) {
        ByteBuf bytes = rest.isReadable() ? Unpooled.wrappedBuffer(rest, in.retainedSlice()) : in;
        while (next(bytes, texts)) {
            // each turn takes one frame
        }
        ByteBuf left = bytes.isReadable() ? Unpooled.copiedBuffer(bytes) : Unpooled.EMPTY_BUFFER;
        if (rest.isReadable()) {
            bytes.release();
        }
        rest = left;
    }

    private static boolean next(ByteBuf in, Consumer<byte[]> texts) {
        int at = in.readerIndex();
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int length = in.getByte(at + 1) & 0x7f;
        int header = 2 + MASK_BYTES;
        if (length == 126) {
            header += 2;
            length = available < header ? 0 : in.getUnsignedShort(at + 2);
        }
        if (available < header + length) {
            return false;
        }
        byte[] payload = new byte[length];
        in.getBytes(at + header, payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= in.getByte(at + header - MASK_BYTES + (i & 3));
        }
        in.readerIndex(at + header + length);
        if (in.getUnsignedByte(at) == TEXT) {
            texts.accept(payload);
        }
        return true;
    }
}
