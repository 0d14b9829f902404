/// What became of one message, put together when somebody asks.
///
/// In: a conversation and a seq. [chat.carillon.core.trace.Tracer] reads what is stored (entry, markers, pushes), asks
/// its own [chat.carillon.core.journal.Journal] and event loops, and every other node over the bus, within a bound.
/// Out: a [chat.carillon.core.trace.Trace], which never has the message's content. Threads: callers block; what is
/// recorded meanwhile is not held up. Reference: `docs/how-to/trace.md`.
@NullMarked
package chat.carillon.core.trace;

import org.jspecify.annotations.NullMarked;
