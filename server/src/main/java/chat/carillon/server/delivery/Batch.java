package chat.carillon.server.delivery;

import chat.carillon.core.fanout.EncodedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Frames of one feed that go out together: one piece of memory, shared by all members, written to each with one
/// system call. Confined to its event loop.
final class Batch {
    private final long index;
    private final long afterSeq;
    private final List<EncodedFrame> frames;
    private final ByteBuf plain;
    private @Nullable ByteBuf compressed;

    /// @param index position among the batches of its feed
    /// @param afterSeq the last entry of the batches before it
    Batch(long index, long afterSeq, List<EncodedFrame> frames, ByteBufAllocator allocator) {
        this.index = index;
        this.afterSeq = afterSeq;
        this.frames = frames;
        this.plain = encode(allocator, false);
    }

    long index() {
        return index;
    }

    long afterSeq() {
        return afterSeq;
    }

    int frames() {
        return frames.size();
    }

    int bytes() {
        return plain.readableBytes();
    }

    /// What a member is written; must neither be changed nor released.
    ByteBuf wire(boolean compress) {
        if (!compress) {
            return plain;
        }
        if (compressed == null) {
            compressed = encode(plain.alloc(), true);
        }
        return compressed;
    }

    /// No member needs it any more. What the sockets still hold stays alive by its own count.
    void release() {
        plain.release();
        if (compressed != null) {
            compressed.release();
        }
    }

    private ByteBuf encode(ByteBufAllocator allocator, boolean compress) {
        int size = 0;
        for (EncodedFrame frame : frames) {
            size += WireFrame.size(frame.json().length);
        }
        ByteBuf out = allocator.directBuffer(size);
        for (EncodedFrame frame : frames) {
            WireFrame.writeText(out, frame, compress);
        }
        return out;
    }
}
