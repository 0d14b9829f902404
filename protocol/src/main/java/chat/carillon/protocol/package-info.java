/// The wire contract `carillon.v1` as types: frames, their JSON form, codes and limits.
///
/// In: the bytes of one WebSocket text frame. Out: a valid [ClientFrame] or [ServerFrame], or a reason
/// why not. No I/O, no clock, no threads; all types are immutable. Reference: `docs/reference/protocol.md`.
@NullMarked
package chat.carillon.protocol;

import org.jspecify.annotations.NullMarked;
