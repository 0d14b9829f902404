/// Simulations of the core, from seeds.
@NullMarked
package chat.carillon.testkit.sim;

import org.jspecify.annotations.NullMarked;
