/// PostgreSQL as the store uses it: connections, transactions, what to do when the database is
/// gone, and how to learn what became of a commit that was cut off.
///
/// In: SQL. Out: rows. Knows nothing of conversations. Two bounded pools, one that writes and one
/// that reads; all calls block, none for ever. The [chat.carillon.backend.postgres.db.Gate] is the
/// one place that says whether the database takes writes.
@NullMarked
package chat.carillon.backend.postgres.db;

import org.jspecify.annotations.NullMarked;
