/// Counts what a user has not read, and what of it means the user.
///
/// In: what the server counted, entries as they come, read markers of all the user's devices. Out:
/// numbers. Pure; confined to whoever holds it. Why unread is a difference:
/// `docs/concepts/unread.md`.
@NullMarked
package chat.carillon.client.unread;

import org.jspecify.annotations.NullMarked;
