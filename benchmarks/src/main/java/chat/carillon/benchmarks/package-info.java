/// JMH benchmarks of the hot paths; built and run only with `-Pbenchmarks`.
@NullMarked
package chat.carillon.benchmarks;

import org.jspecify.annotations.NullMarked;
