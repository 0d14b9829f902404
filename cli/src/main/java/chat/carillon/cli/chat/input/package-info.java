/// What somebody types: keys, the line that they edit, and the commands that begin with `/`.
///
/// In: keys, already told apart by the terminal. Out: the line's text and cursor, parsed commands. Pure: no
/// I/O, no clock; confined to the thread of the screen.
@NullMarked
package chat.carillon.cli.chat.input;

import org.jspecify.annotations.NullMarked;
