/// SQLite as the store uses it: connections, transactions, checkpoints, and what to do when the
/// disk fails.
///
/// Knows of conversations only how the keys of their entries are made. One
/// [chat.carillon.backend.sqlite.db.Writer], whose lock orders all transactions; a few read-only
/// connections behind [chat.carillon.backend.sqlite.db.Readers]; a
/// [chat.carillon.backend.sqlite.db.Checkpointer] with a thread of its own. All calls block.
@NullMarked
package chat.carillon.backend.sqlite.db;

import org.jspecify.annotations.NullMarked;
