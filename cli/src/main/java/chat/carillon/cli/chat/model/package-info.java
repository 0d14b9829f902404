/// The terminal client without its terminal: what is on the screen, and what each event makes of it.
///
/// In: [chat.carillon.cli.chat.model.ChatEvent]s from keyboard, server and clock. Out: a
/// [chat.carillon.cli.chat.model.ChatModel] for the view to draw, and [chat.carillon.cli.chat.model.ChatEffect]s
/// for the session to carry out. Pure: no I/O, no clock, no randomness; confined to the thread of the screen.
@NullMarked
package chat.carillon.cli.chat.model;

import org.jspecify.annotations.NullMarked;
