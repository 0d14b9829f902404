/// The cluster's store: PostgreSQL, which any number of nodes append to.
///
/// In: calls of the ports of [chat.carillon.core.store]. Out: SQL. An append is two round trips,
/// however large the batch: one locks the conversations' rows and loads what the batch depends on,
/// one writes and commits. Reads are single statements. Nothing is cached: another node may have
/// changed it. Thread-safe, all calls block within bounds. See
/// `docs/decisions/0014-postgresql-store.md`.
@NullMarked
package chat.carillon.backend.postgres;

import org.jspecify.annotations.NullMarked;
