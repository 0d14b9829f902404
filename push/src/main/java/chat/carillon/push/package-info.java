/// Wakes absent members: one sender for each service, behind the ports of `core.push`.
///
/// In: a notification and its target. [chat.carillon.push.Dispatch] gives it to the
/// [chat.carillon.push.Provider] of its kind, through a bounded queue, on a virtual thread, and completes
/// with what came of it. One attempt each: when to try again is the caller's record.
@NullMarked
package chat.carillon.push;

import org.jspecify.annotations.NullMarked;
