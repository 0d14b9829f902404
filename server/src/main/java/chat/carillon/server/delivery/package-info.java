/// How entries get out to many sockets with few writes.
///
/// In: deliveries of `core.fanout` from any thread, and frames of single sockets. Out: for each socket as few and as
/// large writes as its traffic allows. Each event loop has one [chat.carillon.server.delivery.GatewayLoop] with a
/// bounded inbox; a [chat.carillon.server.delivery.LoopFeed] is a conversation on that loop, and an
/// [chat.carillon.server.delivery.Outbound] what goes out of one socket. Threads: all confined to the event loop but
/// for the inbox. Reference: `docs/concepts/delivery.md`.
@NullMarked
package chat.carillon.server.delivery;

import org.jspecify.annotations.NullMarked;
