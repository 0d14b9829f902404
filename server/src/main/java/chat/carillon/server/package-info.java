/// The server as a process, or inside another: start, wiring, stop.
///
/// In: a [chat.carillon.server.config.ServerConfig]. Out: a [chat.carillon.server.CarillonServer] that listens.
/// [chat.carillon.server.Wiring] names every part once, in the order in which they stand on each other.
@NullMarked
package chat.carillon.server;

import org.jspecify.annotations.NullMarked;
