/// The tests that every implementation of a port must pass, as abstract classes and interfaces of
/// JUnit tests.
///
/// A module that implements [chat.carillon.core.store.Store] extends
/// [chat.carillon.testkit.contract.StoreContract] in its tests and says how to open one.
@NullMarked
package chat.carillon.testkit.contract;

import org.jspecify.annotations.NullMarked;
