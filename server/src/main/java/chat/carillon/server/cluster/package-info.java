/// What a node stands on, as the configuration says: the embedded store or PostgreSQL, and no broker, Redis or Kafka.
/// The only package that knows all of them.
@NullMarked
package chat.carillon.server.cluster;

import org.jspecify.annotations.NullMarked;
