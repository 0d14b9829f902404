/// What this node did with messages lately, in memory: the raw material of a trace.
///
/// In: one step a message from whoever commits, publishes and gives out, one a round of an event loop through a
/// conversation's sockets (never one a socket), one an ack, one an ended attachment. Out: the steps of one message, to
/// whoever asks. Rings of fixed size: the newest push out the oldest. Threads: any, without locks.
@NullMarked
package chat.carillon.core.journal;

import org.jspecify.annotations.NullMarked;
