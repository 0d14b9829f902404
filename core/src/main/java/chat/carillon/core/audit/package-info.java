/// What is arithmetic, counted for once: whether the numbers that people see are those of the log.
///
/// In: users and conversations in turn, a few a second. Out: counters, and a line in the log for each pair whose
/// numbers differ. Threads: one tick at a time on a thread that may block. Reference: `docs/concepts/unread.md`.
@NullMarked
package chat.carillon.core.audit;

import org.jspecify.annotations.NullMarked;
