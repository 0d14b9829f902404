package chat.carillon.server.websocket;

import chat.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Puts the frames of messages together, and decompresses them, for all sockets of one event loop: the memory for
/// it is there once a loop, a socket has some only while a message of it is in pieces. Confined to its event loop.
final class InboundMessages {
    private static final int RSV1 = 0b100;
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final int maxBytes;
    private final byte[] message;
    private final byte[] packed;
    private final Map<SocketConnection, Partial> partials = new HashMap<>();

    InboundMessages(int maxBytes) {
        this.maxBytes = maxBytes;
        this.message = new byte[maxBytes];
        this.packed = new byte[maxBytes + TAIL.length];
    }

    sealed interface Added {}

    record Incomplete() implements Added {}

    /// @param bytes shared: used up before the next call
    record Complete(byte[] bytes, int length) implements Added {}

    record Broken(CloseCode code, String why) implements Added {}

    private static final class Partial {
        final boolean compressed;
        byte[] bytes = new byte[0];

        Partial(boolean compressed) {
            this.compressed = compressed;
        }
    }

    Added add(SocketConnection from, WebSocketFrame frame) {
        Partial partial = partials.get(from);
        boolean continues = frame instanceof ContinuationWebSocketFrame;
        if (continues != (partial != null)) {
            return new Broken(CloseCode.PROTOCOL_VIOLATION, "frames of messages are interleaved");
        }
        boolean compressed = partial == null ? (frame.rsv() & RSV1) != 0 : partial.compressed;
        if (partial == null && frame.isFinalFragment()) {
            return complete(null, frame.content(), compressed);
        }
        if (partial == null) {
            partial = new Partial(compressed);
            partials.put(from, partial);
        }
        if (partial.bytes.length + frame.content().readableBytes() > maxBytes) {
            return tooLarge();
        }
        if (frame.isFinalFragment()) {
            partials.remove(from);
            return complete(partial, frame.content(), compressed);
        }
        int length = partial.bytes.length;
        partial.bytes = Arrays.copyOf(partial.bytes, length + frame.content().readableBytes());
        frame.content().getBytes(frame.content().readerIndex(), partial.bytes, length, partial.bytes.length - length);
        return new Incomplete();
    }

    void forget(SocketConnection from) {
        partials.remove(from);
    }

    private Added complete(@Nullable Partial head, ByteBuf tail, boolean compressed) {
        byte[] target = compressed ? packed : message;
        int headLength = head == null ? 0 : head.bytes.length;
        int length = headLength + tail.readableBytes();
        if (length > maxBytes) {
            return tooLarge();
        }
        if (head != null) {
            System.arraycopy(head.bytes, 0, target, 0, headLength);
        }
        tail.getBytes(tail.readerIndex(), target, headLength, tail.readableBytes());
        return compressed ? inflate(length) : new Complete(message, length);
    }

    /// Clients agree to no context takeover: every message stands alone.
    private Added inflate(int length) {
        System.arraycopy(TAIL, 0, packed, length, TAIL.length);
        try (var inflater = new Inflater(true)) {
            inflater.setInput(packed, 0, length + TAIL.length);
            int size = 0;
            while (!inflater.needsInput() && !inflater.finished()) {
                if (size == maxBytes) {
                    return tooLarge();
                }
                int count = inflater.inflate(message, size, maxBytes - size);
                if (count == 0 && inflater.needsDictionary()) {
                    return new Broken(CloseCode.PROTOCOL_VIOLATION, "compressed with a dictionary");
                }
                size += count;
            }
            return new Complete(message, size);
        } catch (DataFormatException e) {
            return new Broken(CloseCode.PROTOCOL_VIOLATION, "not compressed as agreed");
        }
    }

    private Added tooLarge() {
        return new Broken(CloseCode.FRAME_TOO_LARGE, "message (expected: <= %d bytes)".formatted(maxBytes));
    }
}
