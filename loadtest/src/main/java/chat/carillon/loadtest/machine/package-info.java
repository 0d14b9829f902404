/// The machine that a load test runs on: its cores, and what the kernel says of time and memory.
///
/// Read from `/proc` and, of a JVM, through its attach mechanism. All types are immutable values or stateless.
@NullMarked
package chat.carillon.loadtest.machine;

import org.jspecify.annotations.NullMarked;
