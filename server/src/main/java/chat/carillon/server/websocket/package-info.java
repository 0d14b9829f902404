/// The sockets: from the HTTP upgrade to frames of a session, and back.
///
/// In: bytes of clients. Out: whole messages to sessions, and the sessions' frames to
/// [chat.carillon.server.delivery]. Threads: everything about a socket is confined to its event loop. The order of
/// reading is: WebSocketEndpoint, Gateway, SocketReader, SocketConnection.
@NullMarked
package chat.carillon.server.websocket;

import org.jspecify.annotations.NullMarked;
