/// What goes wrong on purpose: connections that are cut, and servers that are killed, at random moments.
///
/// Which moments is drawn from a seed and counted in messages, not in seconds, so that a short run has its share too.
/// Thread-safe where a type says so.
@NullMarked
package chat.carillon.loadtest.chaos;

import org.jspecify.annotations.NullMarked;
