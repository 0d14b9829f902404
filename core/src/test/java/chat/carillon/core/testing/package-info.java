/// What tests of core stand on: time and executors that move by hand, a store's log and a socket
/// that do what a test says.
@NullMarked
package chat.carillon.core.testing;

import org.jspecify.annotations.NullMarked;
