/// `bench idle`: what a connection costs that does nothing.
///
/// Memory is read from the kernel, and live objects from the JVM. Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.idle;

import org.jspecify.annotations.NullMarked;
