/// Replays logs of real chat through real sockets, with mishaps, and proves that every watcher saw exactly the log.
///
/// A conversation a log, a virtual thread a conversation: each line is sent as its author, after the former line was
/// answered. Authors and watchers are clients of the Java SDK; some of them reach the server through a proxy that cuts
/// connections, and the server may be killed. In the end the log is read over HTTP and held against what was seen
/// ([chat.carillon.loadtest.check]).
@NullMarked
package chat.carillon.loadtest.replay;

import org.jspecify.annotations.NullMarked;
