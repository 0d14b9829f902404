/// `bench gateway`: more sessions than a process may have files.
///
/// A whole server runs in the process of the command, with one thing replaced: sockets are channels in memory, whose
/// other end is a few fields. Everything from the WebSocket's frames to the store is the server's own. The channels
/// live on event loops of their own; the bench itself on the main thread.
@NullMarked
package chat.carillon.loadtest.bench.gateway;

import org.jspecify.annotations.NullMarked;
