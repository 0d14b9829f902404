/// `bench pair`: how long direct messages take, also while the same node serves a crowd.
///
/// Latencies count from when a message was due. Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.pair;

import org.jspecify.annotations.NullMarked;
