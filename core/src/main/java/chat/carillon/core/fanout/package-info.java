/// From "an entry was appended somewhere" to "every local member is given it once, in order".
///
/// In: records of the bus, in any order, with losses and repetitions. Each conversation with local sessions
/// has a [chat.carillon.core.fanout.Feed], a pure state machine that drops what is known, holds what is early
/// and asks the store for what is missing. Out: entries in seq order, one enqueue for each event loop that has
/// members of the conversation. Threads: any; a feed is guarded by its own lock (`docs/concepts/concurrency.md`).
@NullMarked
package chat.carillon.core.fanout;

import org.jspecify.annotations.NullMarked;
