package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;

/// Who takes the frames that a [FrameReader] finds. The buffer is lent for the call: read it by index, do not keep it.
public interface FrameSink {
    /// A whole text frame: `length` bytes of `buffer` from `index` on.
    void onText(ByteBuf buffer, int index, int length);

    /// A ping, to be answered with the same bytes.
    void onPing(ByteBuf buffer, int index, int length);

    /// The server closes, with this code; 1005 where it gave none.
    void onClose(int code);
}
