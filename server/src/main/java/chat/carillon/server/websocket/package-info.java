/// The sockets: from the HTTP upgrade to the last byte.
///
/// In: bytes of clients, and deliveries of `core.fanout`. Out: frames to sessions, and to each socket as few and
/// as large writes as its traffic allows. Threads: everything about a socket is confined to its event loop; other
/// threads reach it through the loop's one bounded inbox ([chat.carillon.server.websocket.GatewayLoop]). The order
/// of reading is: WebSocketEndpoint, SocketConnection (in), GatewayLoop, LoopFeed, Outbound (out).
@NullMarked
package chat.carillon.server.websocket;

import org.jspecify.annotations.NullMarked;
