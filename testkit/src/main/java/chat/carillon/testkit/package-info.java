/// What tests of several modules share: a clock that stands still, stores that fail on purpose.
///
/// Depends on core and JUnit only; nothing here runs in production.
@NullMarked
package chat.carillon.testkit;

import org.jspecify.annotations.NullMarked;
