/// What a conversation's log is made of on the server's side, and the rules by which entries get
/// in.
///
/// In: [chat.carillon.core.log.NewEntry]s that someone wants appended, and what the store knows
/// about their conversations. Out: entries with their seqs, or refusals. Pure: no I/O, no clock, no
/// threads.
@NullMarked
package chat.carillon.core.log;

import org.jspecify.annotations.NullMarked;
