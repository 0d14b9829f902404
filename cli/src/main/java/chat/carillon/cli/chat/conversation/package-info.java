/// One user's conversations as the terminal client has them: the list with its counts, and the loaded part of each.
///
/// In: pages of history, entries as they arrive, one's own messages on their way. Out: items in seq order, ready
/// to be drawn. Pure: no I/O, no clock; confined to the thread of the screen.
@NullMarked
package chat.carillon.cli.chat.conversation;

import org.jspecify.annotations.NullMarked;
