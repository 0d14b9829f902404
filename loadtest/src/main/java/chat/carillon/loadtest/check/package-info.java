/// Proof of delivery: what a watcher saw is held against the log, entry by entry.
///
/// In: the entries that someone was shown, in the order they were shown, the log as it was read over HTTP, and the
/// sends that were acknowledged. Out: counts of what was lost, repeated, reordered or altered, and the first
/// differences in words. Pure: no I/O, no clock, no threads.
@NullMarked
package chat.carillon.loadtest.check;

import org.jspecify.annotations.NullMarked;
