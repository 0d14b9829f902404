/// What a client stands on: threads, timers, sockets, addresses, and the exception of refused requests.
///
/// In: bytes of a socket. Out: text frames to a [SocketListener], on threads of the HTTP client; everything
/// that has state is confined to a [Mailbox], which runs its tasks one after the other. [ClientResources]
/// are shared by any number of clients.
@NullMarked
package chat.carillon.client.net;

import org.jspecify.annotations.NullMarked;
