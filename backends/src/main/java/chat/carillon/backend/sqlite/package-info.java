/// The embedded store: one SQLite file, no service beside it.
///
/// In: calls of the ports of [chat.carillon.core.store]. Out: SQL. `carillon.db` holds everything
/// that is true, `search.db` what can be made from it again. Writes go through the one
/// [chat.carillon.backend.sqlite.db.Writer], reads through the pool of
/// [chat.carillon.backend.sqlite.db.Readers]; a checkpointer and an indexer have a thread each. See
/// `docs/decisions/0006-sqlite-settings.md`.
@NullMarked
package chat.carillon.backend.sqlite;

import org.jspecify.annotations.NullMarked;
