/// `bench refuse`: what it costs a node to turn a handshake away, against what one costs that it takes, and against
/// what
/// the kernel needs for a connection that is accepted, read, answered and closed.
@NullMarked
package chat.carillon.loadtest.bench.refuse;

import org.jspecify.annotations.NullMarked;
