/// What a crowd shows of itself: who is typing, how far each has read, who is there. Ephemeral: never in the log,
/// gathered and told a few times a second by one tick a node, and the first thing to be given up under strain
/// (`docs/concepts/crowd.md`). The pure parts ([Typists], [Receipts], [Tallies], [Shedding]) know neither clock nor
/// threads.
@NullMarked
package chat.carillon.core.crowd;

import org.jspecify.annotations.NullMarked;
