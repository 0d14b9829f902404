/// The ports to the durable store, the only source of truth, and its reference model in memory.
///
/// Methods block and are called from virtual threads or from an appender's lane, never from an
/// event loop. Every implementation passes the contract tests of `testkit`. Any method may throw
/// [chat.carillon.core.store.StoreUnavailableException].
@NullMarked
package chat.carillon.core.store;

import org.jspecify.annotations.NullMarked;
