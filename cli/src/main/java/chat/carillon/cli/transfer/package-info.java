/// Bringing chat from elsewhere into a data directory, without a server.
///
/// In: logs of other systems. Out: conversations in the store, at their original times. Blocking, on one thread.
@NullMarked
package chat.carillon.cli.transfer;

import org.jspecify.annotations.NullMarked;
