/// A client's dealings with a server over the life of many connections.
///
/// In: what the application wants ([ClientLoop]), and frames from a socket. Out: frames to the socket, and
/// calls of [ClientListener] and [EntryListener]. Everything is confined to one mailbox a client, listeners
/// to another one, so that a listener may wait for what it asks the client to do. Applications use
/// `chat.carillon.client.CarillonClient` and, from here, the listeners and [ClientState]. Specification:
/// `docs/sdk-spec.md`.
@NullMarked
package chat.carillon.client.session;

import org.jspecify.annotations.NullMarked;
