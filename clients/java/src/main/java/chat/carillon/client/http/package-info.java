/// The calls of a server that need no socket.
///
/// In: what is asked for. Out: what was answered, or a [chat.carillon.client.net.CarillonException] made of the
/// problem document. [CarillonHttp] blocks and is thread-safe. Reference: `docs/openapi.yaml`.
@NullMarked
package chat.carillon.client.http;

import org.jspecify.annotations.NullMarked;
