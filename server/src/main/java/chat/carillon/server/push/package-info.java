/// What tells absent members, put together: the store's queue, the providers that the configuration names, and the
/// keys by which push services know this installation.
@NullMarked
package chat.carillon.server.push;

import org.jspecify.annotations.NullMarked;
