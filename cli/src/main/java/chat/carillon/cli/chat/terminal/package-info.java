/// The only part of the terminal client that touches a terminal (JLine).
///
/// In: [chat.carillon.cli.chat.view.Frame]s to show. Out: keys, and the news that the size changed. Threads:
/// one reads keys; drawing is confined to the thread of the screen.
@NullMarked
package chat.carillon.cli.chat.terminal;

import org.jspecify.annotations.NullMarked;
