/// The benchmarks behind `carillon bench`: each a set of options, a run and a report with verdicts.
///
/// A run starts its own server, swarms and yardstick in processes of their own, measures both sides in turn in the same
/// minutes, because the machine's speed moves more from one minute to the next than servers differ, and prints the
/// limit
/// beside the figure. How to read the figures: `docs/reference/bench.md`. Each run is confined to the thread that calls
/// it.
@NullMarked
package chat.carillon.loadtest.bench;

import org.jspecify.annotations.NullMarked;
