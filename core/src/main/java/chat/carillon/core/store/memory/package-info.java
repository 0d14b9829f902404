/// The store in memory: the reference model of every store, for tests and simulations.
///
/// What it answers is what every store must answer. Deterministic, without threads; time comes from
/// the [chat.carillon.core.time.Time] it is given. All data is guarded by one lock,
/// [chat.carillon.core.store.memory.MemoryState]'s monitor.
@NullMarked
package chat.carillon.core.store.memory;

import org.jspecify.annotations.NullMarked;
