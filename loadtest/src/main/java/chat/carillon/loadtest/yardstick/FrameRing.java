package chat.carillon.loadtest.yardstick;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// The recent frames of one event loop, back to back in memory outside the heap, so that a member's next write is a
/// range of it. Positions count bytes and frames since the start. Confined to the event loop.
final class FrameRing {
    /// Far more than any member is behind before a run counts as failed.
    private static final int BYTES = 64 << 20;

    private static final int FRAMES = 1 << 18;

    private static final int MAX_FRAMES_PER_WRITE = 64;
    private static final int MAX_BYTES_PER_WRITE = 64 * 1024;

    private final ByteBuf memory = Unpooled.directBuffer(BYTES, BYTES);
    private final long address = memory.memoryAddress();
    private final long[] frameEnd = new long[FRAMES];
    private long endPosition;
    private long frames;

    void append(byte[] frame) {
        int at = (int) (endPosition % BYTES);
        int first = Math.min(frame.length, BYTES - at);
        memory.setBytes(at, frame, 0, first);
        memory.setBytes(0, frame, first, frame.length - first);
        endPosition += frame.length;
        frameEnd[(int) (frames % FRAMES)] = endPosition;
        frames++;
    }

    long endPosition() {
        return endPosition;
    }

    long frames() {
        return frames;
    }

    long address() {
        return address;
    }

    /// Where in the memory a position is.
    int index(long position) {
        return (int) (position % BYTES);
    }

    /// Where the next write of a member ends that has everything up to `position`, which lies in frame `frame`.
    long writeEnd(long position, long frame) {
        long last = Math.min(frame + MAX_FRAMES_PER_WRITE, frames) - 1;
        long end = Math.min(frameEnd[(int) (last % FRAMES)], position + MAX_BYTES_PER_WRITE);
        return Math.min(end, position - index(position) + BYTES);
    }

    /// The frame that `position` lies in, where `frame` is known to begin before it.
    long frameAt(long position, long frame) {
        long at = frame;
        while (at < frames && frameEnd[(int) (at % FRAMES)] <= position) {
            at++;
        }
        return at;
    }

    ByteBuf copy(long from, long end) {
        return memory.copy(index(from), (int) (end - from));
    }
}
