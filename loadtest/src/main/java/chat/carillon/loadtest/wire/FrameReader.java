package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Finds WebSocket frames in what a socket gives, and keeps the part of a frame whose rest has not come yet.
///
/// Frames of a server only: unmasked, unfragmented, uncompressed; anything else ends in an [IllegalStateException],
/// which means that the swarm was pointed at something it does not understand. Confined to the connection's event loop.
public final class FrameReader {
    /// More than any server frame the protocol allows.
    private static final int MAX_FRAME_BYTES = 16 << 20;

    private static final int NO_STATUS = 1005;

    private @Nullable ByteBuf rest;

    /// Hands the complete frames of `in` to `sink` and releases `in`.
    public void read(ByteBuf in, FrameSink sink) {
        ByteBuf bytes = joined(in);
        try {
            while (next(bytes, sink)) {
                // each turn takes one frame
            }
            keep(bytes);
        } finally {
            bytes.release();
        }
    }

    /// Gives the kept bytes back.
    public void close() {
        if (rest != null) {
            rest.release();
            rest = null;
        }
    }

    private ByteBuf joined(ByteBuf in) {
        if (rest == null) {
            return in;
        }
        ByteBuf joined = rest;
        rest = null;
        joined.writeBytes(in);
        in.release();
        return joined;
    }

    private void keep(ByteBuf bytes) {
        int left = bytes.readableBytes();
        if (left > 0) {
            rest = ByteBufAllocator.DEFAULT.buffer(Math.max(left * 2, 1024)).writeBytes(bytes);
        }
    }

    private static boolean next(ByteBuf in, FrameSink sink) {
        int available = in.readableBytes();
        int at = in.readerIndex();
        if (available < 2) {
            return false;
        }
        int first = in.getByte(at);
        int length = in.getByte(at + 1);
        int header = 2;
        if (length == 126) {
            header = 4;
            length = available < header ? 0 : in.getUnsignedShort(at + 2);
        } else if (length == 127) {
            header = 10;
            length = available < header ? 0 : checked(in.getLong(at + 2));
        } else if (length < 0) {
            throw new IllegalStateException("The server sent a masked frame.");
        }
        if (available < header || available - header < length) {
            return false;
        }
        in.readerIndex(at + header + length);
        dispatch(first, in, at + header, length, sink);
        return true;
    }

    private static int checked(long length) {
        if (length < 0 || length > MAX_FRAME_BYTES) {
            throw new IllegalStateException("The server sent a frame of %d bytes.".formatted(length));
        }
        return (int) length;
    }

    private static void dispatch(int first, ByteBuf in, int index, int length, FrameSink sink) {
        switch (first & 0xff) {
            case 0x81 -> sink.onText(in, index, length);
            case 0x89 -> sink.onPing(in, index, length);
            case 0x8a -> {}
            case 0x88 -> sink.onClose(length < 2 ? NO_STATUS : in.getUnsignedShort(index));
            default ->
                throw new IllegalStateException(
                        "The server sent a frame that begins with %02x.".formatted(first & 0xff));
        }
    }
}
