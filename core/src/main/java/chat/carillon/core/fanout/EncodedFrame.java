package chat.carillon.core.fanout;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// A server frame's JSON, encoded once and shared by everybody it is for; compressed at most once too, because
/// compressed connections agree to no context takeover (RFC 7692, 7.1.1.1). Thread-safe: immutable but for the
/// compressed form, which is made once under this object's lock.
public final class EncodedFrame {
    /// Smaller payloads do not get smaller.
    private static final int MIN_COMPRESSED_BYTES = 128;

    /// The empty block that ends a sync flush and is left out on the wire (RFC 7692, 7.2.1).
    private static final int TAIL_BYTES = 4;

    private final byte[] json;
    private byte @Nullable [] deflated;
    private boolean deflateTried;

    /// @param json UTF-8; must not be changed afterwards
    public EncodedFrame(byte[] json) {
        this.json = json;
    }

    /// Must not be changed.
    public byte[] json() {
        return json;
    }

    /// The payload of a compressed WebSocket message; null if compression does not pay. Must not be changed.
    public synchronized byte @Nullable [] deflated() {
        if (!deflateTried) {
            deflateTried = true;
            deflated = json.length < MIN_COMPRESSED_BYTES ? null : deflate(json);
        }
        return deflated;
    }

    private static byte @Nullable [] deflate(byte[] plain) {
        try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(plain);
            byte[] out = new byte[plain.length];
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            boolean complete = length < out.length && length > TAIL_BYTES;
            return complete ? Arrays.copyOf(out, length - TAIL_BYTES) : null;
        }
    }
}
