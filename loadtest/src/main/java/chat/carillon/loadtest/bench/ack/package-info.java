/// `bench acks`: what members cost who say how far they have come.
///
/// Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.ack;

import org.jspecify.annotations.NullMarked;
