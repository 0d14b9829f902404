/// How a user's devices are woken, and what for.
///
/// In: calls of known users, on virtual threads. Out: what the store's ports keep, and answers.
@NullMarked
package chat.carillon.server.http.route.device;

import org.jspecify.annotations.NullMarked;
