/// What those who run a cluster are told of it, and what they do to it.
///
/// In: questions of one node, answered by all. Out: answers, a ring of samples.
/// Threads: rounds of questions block the asker, on a virtual thread; everything else is thread-safe state.
@NullMarked
package chat.carillon.core.operator;

import org.jspecify.annotations.NullMarked;
