/// A whole cluster in one thread: simulated time, chance, network, broker and store.
///
/// Everything that production leaves to the machine is decided here by a seed: what runs next, how
/// long it takes, what is lost, when a node dies. Code that blocks runs on real virtual threads
/// whose scheduler is the simulation's, so that it can be interrupted at every call of the store.
/// The same seed gives the same run, step by step. In: a seed. Out: what happened, in the
/// [chat.carillon.testkit.sim.Journal], or a violation. Threads: one; nothing here is thread-safe
/// (`docs/concepts/simulation.md`).
@NullMarked
package chat.carillon.testkit.sim;

import org.jspecify.annotations.NullMarked;
