/// What happens in a simulation: who is there, what they do, what goes wrong and when, and what
/// must be true at the end. In: a seed. Out: an [chat.carillon.testkit.sim.scenario.Outcome], or a
/// [chat.carillon.testkit.sim.Violation]. The entrance is
/// [chat.carillon.testkit.sim.scenario.Simulation].
@NullMarked
package chat.carillon.testkit.sim.scenario;

import org.jspecify.annotations.NullMarked;
