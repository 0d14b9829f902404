/// The nodes of a simulated cluster and what stands in for their sockets. In: frames of simulated
/// clients. Out: frames to them. A node runs the real core; only the gateway is a simple model of
/// the real one. Threads: see `chat.carillon.testkit.sim`.
@NullMarked
package chat.carillon.testkit.sim.cluster;

import org.jspecify.annotations.NullMarked;
