/// The HTTP edge: from a request to a call of one route, and back to a response.
///
/// In: HTTP on an event loop. [chat.carillon.server.http.Dispatcher] admits it (rate, size, number at a time),
/// finds out on a virtual thread who asks, runs the route and turns whatever goes wrong into a problem document
/// (RFC 9457). Out: JSON. Event loops never block. Reference: `docs/openapi.yaml`, `docs/reference/http-api.md`.
@NullMarked
package chat.carillon.server.http;

import org.jspecify.annotations.NullMarked;
