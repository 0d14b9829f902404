/// The clients of `bench storm`: very many sessions that come back by themselves, as those of the SDK do.
///
/// Each has the SDK's backoff, its resume ticket, its cursor, and obeys `drain` and `Retry-After`; what it has not is
/// an
/// application, so that some 17,000 fit into one process. In: commands on standard input. Out: counts a second, and
/// how long each was away. Everything is confined to one event loop.
@NullMarked
package chat.carillon.loadtest.storm;

import org.jspecify.annotations.NullMarked;
