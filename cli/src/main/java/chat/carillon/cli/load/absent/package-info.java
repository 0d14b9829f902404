/// Commands that measure what it costs to know who has a message and to tell those who have not: `bench acks` and
/// `bench push`.
///
/// Confined to the thread that runs the command, but for what says otherwise.
@NullMarked
package chat.carillon.cli.load.absent;

import org.jspecify.annotations.NullMarked;
