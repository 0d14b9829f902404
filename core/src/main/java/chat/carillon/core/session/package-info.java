/// A device's attachment to this node: from `hello` to the last frame.
///
/// In: the bytes of frames, on the event loop of the session's socket. Each kind of frame has one handler in
/// `handler`. Out: replies and live entries through the [chat.carillon.core.session.Connection]. A session is
/// confined to its event loop; what blocks runs on virtual threads and comes back to the loop.
@NullMarked
package chat.carillon.core.session;

import org.jspecify.annotations.NullMarked;
