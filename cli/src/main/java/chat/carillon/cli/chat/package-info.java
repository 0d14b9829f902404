/// `carillon chat`: the full-screen terminal client.
///
/// In: keys and what the server says. Out: a screen, and calls of the SDK. Model and view are pure and in packages of
/// their own; this one puts them together with terminal and SDK. Threads: one owns model and screen
/// ([chat.carillon.cli.chat.ChatSession]); the SDK's, and the one that reads keys, only leave events in its queue.
@NullMarked
package chat.carillon.cli.chat;

import org.jspecify.annotations.NullMarked;
