/// Bringing chat from elsewhere into a store, and a store to another place, without a server.
///
/// In: logs of other systems, or a store. Out: conversations in a store, at their original times. Blocking, on one
/// thread.
@NullMarked
package chat.carillon.cli.transfer;

import org.jspecify.annotations.NullMarked;
