/// `carillon.v1` over raw WebSocket bytes, as cheaply as a client can have it.
///
/// A load generator shares the machine with what it measures, so a frame costs no object here: frames are found in the
/// read buffer, and the few fields that count are found by searching bytes. In: bytes of a socket. Out: calls of a
/// [chat.carillon.loadtest.wire.FrameSink], and masked client frames. Confined to one event loop a connection.
@NullMarked
package chat.carillon.loadtest.wire;

import org.jspecify.annotations.NullMarked;
