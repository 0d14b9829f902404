/// The child processes of a load test, where they run and what they cost.
///
/// Servers, swarms and yardsticks run in processes of their own: open files are limited a process, and CPU time can
/// only be told apart by process and core. What they cost is read from `/proc`. All child processes end with the JVM
/// that started them. Types are confined to the thread that drives a bench unless they say otherwise.
@NullMarked
package chat.carillon.loadtest.process;

import org.jspecify.annotations.NullMarked;
