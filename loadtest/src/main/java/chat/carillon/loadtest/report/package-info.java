/// How a load test tells what it does and what it found: progress while it runs, tables and verdicts at the end.
///
/// Figures carry their unit, and a verdict the limit that it is measured against. No colours and no cursor movement
/// here: that is the command line's.
@NullMarked
package chat.carillon.loadtest.report;

import org.jspecify.annotations.NullMarked;
