/// The way into a log and the ways to read it: the entry point of everything that is not delivery.
///
/// In: [chat.carillon.core.log.NewEntry] from sessions and HTTP handlers. It waits in the lane of its
/// conversation, is committed together with all that waits beside it, and its fate comes back as a future;
/// then an [chat.carillon.core.conversation.AppendListener] hears of it. This package knows no sessions.
/// Threads: appends are non-blocking and end on a lane's thread; reads block, on virtual threads.
@NullMarked
package chat.carillon.core.conversation;

import org.jspecify.annotations.NullMarked;
