/// Frames to JSON text and back.
///
/// In: the bytes of one WebSocket text frame. Out: a valid frame, or the error that the client is answered
/// with; nothing that a client sends makes [FrameCodec#decodeClient] throw. The same JSON form of entries
/// and conversations serves the HTTP side ([EntryJson], [ConversationJson]). No I/O, no clock, no threads;
/// everything is thread-safe. Held to the golden vectors of `protocol/vectors`, which other SDKs run as
/// well. Reference: `docs/reference/protocol.md`.
@NullMarked
package chat.carillon.protocol.codec;

import org.jspecify.annotations.NullMarked;
