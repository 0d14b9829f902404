/// Who lives and who is connected where, in PostgreSQL: the nodes of the store, and the session registry of clusters
/// that have Kafka and no Redis. True for moments, so the tables are unlogged.
@NullMarked
package chat.carillon.backend.postgres.cluster;

import org.jspecify.annotations.NullMarked;
