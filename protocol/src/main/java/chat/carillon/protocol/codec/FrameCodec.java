package chat.carillon.protocol.codec;

import chat.carillon.model.Entry;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The two directions of the protocol, each with its two ends. Thread-safe: no state.
public final class FrameCodec {
    /// First guesses of a frame's size; a frame may become larger.
    private static final int SMALL_FRAME_BYTES = 384;

    private static final int LARGE_FRAME_BYTES = 8_192;

    private FrameCodec() {}

    /// Server's side: what a client sent. Never throws, whatever the bytes are.
    public static DecodeResult decodeClient(byte[] utf8, int offset, int length, Limits limits) {
        if (length > limits.maxFrameBytes()) {
            String message = "frame: %d bytes (expected: <= %d)".formatted(length, limits.maxFrameBytes());
            return new DecodeResult.Rejected(null, ErrorCode.MALFORMED_FRAME, message);
        }
        JsonObject json;
        try {
            json = JsonObject.parse(utf8, offset, length);
        } catch (MalformedJsonException e) {
            return new DecodeResult.Rejected(null, ErrorCode.MALFORMED_FRAME, "frame: " + e.getMessage());
        }
        try {
            String op = json.string("op");
            return new ClientFrameReader(json, limits)
                    .read(op)
                    .<DecodeResult>map(DecodeResult.Decoded::new)
                    .orElseGet(() -> new DecodeResult.Rejected(
                            refOf(json), ErrorCode.UNKNOWN_OP, "op: '" + Text.excerpt(op) + "' is not known"));
        } catch (InvalidValueException e) {
            return new DecodeResult.Rejected(refOf(json), ErrorCode.INVALID_FIELD, e.getMessage());
        }
    }

    private static @Nullable String refOf(JsonObject json) {
        try {
            String ref = json.stringOrNull("ref");
            return ref == null ? null : Text.checkedNotBlank("ref", ref, Limits.MAX_REF_CHARS);
        } catch (InvalidValueException _) {
            return null;
        }
    }

    /// Client's side: what to send.
    public static byte[] encodeClient(ClientFrame frame) {
        return JsonWriter.object(SMALL_FRAME_BYTES, json -> ClientFrameWriter.write(json, frame));
    }

    /// Client's side: what a server sent; empty for an op that only a newer server knows, which is to be ignored.
    ///
    /// @throws ProtocolException if it is no frame of `carillon.v1`
    public static Optional<ServerFrame> decodeServer(byte[] utf8, int offset, int length) {
        return decodeServer(() -> JsonObject.parse(utf8, offset, length));
    }

    /// As the other one, for a client whose WebSocket gives it text.
    ///
    /// @throws ProtocolException if it is no frame of `carillon.v1`
    public static Optional<ServerFrame> decodeServer(String text) {
        return decodeServer(() -> JsonObject.parse(text));
    }

    private static Optional<ServerFrame> decodeServer(Supplier<JsonObject> parsed) {
        try {
            JsonObject json = parsed.get();
            return ServerFrameReader.read(json.string("op"), json);
        } catch (MalformedJsonException | InvalidValueException e) {
            throw new ProtocolException("The server sent a frame that cannot be read: " + e.getMessage(), e);
        }
    }

    /// Server's side: what to send.
    public static byte[] encodeServer(ServerFrame frame) {
        int size = frame instanceof ServerFrame.Entries || frame instanceof ServerFrame.Welcome
                ? LARGE_FRAME_BYTES
                : SMALL_FRAME_BYTES;
        return JsonWriter.object(size, json -> ServerFrameWriter.write(json, frame));
    }

    /// The `entry` frame of an entry: called once for each, whatever the number of its readers.
    public static byte[] encodeLive(Entry entry) {
        return JsonWriter.object(SMALL_FRAME_BYTES, json -> {
            json.field("op", "entry");
            EntryJson.write(json, entry);
        });
    }
}
