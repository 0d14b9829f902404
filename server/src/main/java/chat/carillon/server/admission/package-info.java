/// Who may come in now: a bucket in front of the handshake whose rate follows what the node can take, a bound for
/// each address, and as many sockets as the process may have open files. In: what event loops and arriving sessions
/// report, with the time. Out: nothing, or how long to stay away. Nothing here waits or blocks; all of it is
/// thread-safe or confined to its owner. See `docs/concepts/reconnecting.md`.
@NullMarked
package chat.carillon.server.admission;

import org.jspecify.annotations.NullMarked;
