/// Calls out, to servers that somebody else names.
///
/// In: a [chat.carillon.push.http.HttpPost] with a [chat.carillon.push.http.Reach], which says where it may
/// lead. Out: an [chat.carillon.push.http.HttpOutcome], always. The host is resolved once, the addresses
/// are judged, and the connection goes to the very address that was judged; redirects are not followed;
/// answers are cut, and every wait ends. Calls block and belong on virtual threads; one event loop of its
/// own does the I/O, so sockets of chat are not held up.
@NullMarked
package chat.carillon.push.http;

import org.jspecify.annotations.NullMarked;
