/// The user's conversations, with what the user has not read of them, and what of that means the user.
///
/// In: what the server counted, entries as they come, read markers of all the user's devices. Out: the list and
/// its numbers. No input or output. Why unread is a difference:
/// `docs/concepts/unread.md`.
@NullMarked
package chat.carillon.client.unread;

import org.jspecify.annotations.NullMarked;
