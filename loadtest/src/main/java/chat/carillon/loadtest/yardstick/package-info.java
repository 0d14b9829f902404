/// The least that a Netty server can do for the same members: the yardstick of `bench fanout`.
///
/// [chat.carillon.loadtest.yardstick.BroadcasterMain] answers the same handshake, `hello` and `send`, and gives every
/// connection the same bytes as Carillon would, with the same gathering: everything that waits goes in one write a
/// member, at most 64 frames or 64 KiB, straight to the file descriptor. It knows no users, no rights, no store, no
/// history and no slow readers. What Carillon needs beyond it is the price of being a chat server. Each event loop has
/// its own members and its own copy of the recent frames; nothing is shared.
@NullMarked
package chat.carillon.loadtest.yardstick;

import org.jspecify.annotations.NullMarked;
