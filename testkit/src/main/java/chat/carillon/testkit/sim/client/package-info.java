/// Clients that keep the rules every SDK must keep, as small as they can be, and watch whether the
/// server keeps its own. In: frames. Out: frames, and what their users would see. They use no code
/// of the SDK, so that the two cannot be wrong in the same way.
@NullMarked
package chat.carillon.testkit.sim.client;

import org.jspecify.annotations.NullMarked;
