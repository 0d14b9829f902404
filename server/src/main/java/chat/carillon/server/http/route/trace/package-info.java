/// What became of a message, for administrators: what [chat.carillon.core.trace.Tracer] put together, as JSON. Threads:
/// a route runs on a virtual thread and may block. Reference: `docs/how-to/trace.md`.
@NullMarked
package chat.carillon.server.http.route.trace;

import org.jspecify.annotations.NullMarked;
