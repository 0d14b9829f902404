/// How long a message takes to all members of a conversation of any size, on any number of nodes: a formula, and real
/// runs to hold it against.
///
/// In: a [chat.carillon.loadtest.simulate.fanout.FanoutPlan] and measured figures. Out: latency, load, and where two
/// seconds break. The formula is pure; [chat.carillon.loadtest.simulate.fanout.FanoutCheck] starts benches.
@NullMarked
package chat.carillon.loadtest.simulate.fanout;

import org.jspecify.annotations.NullMarked;
