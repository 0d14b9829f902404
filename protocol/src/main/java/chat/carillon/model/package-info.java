/// The words of Carillon as types: who, where, and what a conversation's log holds.
///
/// Everything here is an immutable value that is valid once it exists: constructors reject what the
/// protocol does not allow. No I/O, no clock, no threads. Used by every other package.
@NullMarked
package chat.carillon.model;

import org.jspecify.annotations.NullMarked;
