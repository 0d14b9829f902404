package chat.carillon.protocol.codec;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/// What became of the bytes that a client sent.
public sealed interface DecodeResult {

    /// A frame that keeps every rule which can be checked without knowing anything else.
    record Decoded(ClientFrame frame) implements DecodeResult {}

    /// Not a frame. The parts are those of the `error` frame to answer with.
    ///
    /// @param ref the frame's, as far as it could be read
    /// @param message which field breaks which rule
    record Rejected(@Nullable String ref, ErrorCode code, String message) implements DecodeResult {}
}
