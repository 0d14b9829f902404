/// What operators see of the cluster, and what they do to it, over HTTP.
///
/// In: calls of administrators. Out: answers put together from those of all nodes. Threads: virtual ones, that block
/// for
/// the slowest node, two seconds at most.
@NullMarked
package chat.carillon.server.http.route.operator;

import org.jspecify.annotations.NullMarked;
