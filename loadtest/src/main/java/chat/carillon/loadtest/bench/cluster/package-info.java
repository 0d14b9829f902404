/// `bench cluster`: what a second node costs a message, hop by hop, also between regions.
///
/// One message at a time, seen by a member on the sender's own node and by one on another: both times are of the same
/// message. Beside them the hops alone, in the same run. Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.cluster;

import org.jspecify.annotations.NullMarked;
