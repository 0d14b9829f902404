/// Who can be woken, what is decided of telling them, and what is still to be sent, in PostgreSQL.
///
/// In: calls of the store's ports. Out: rows. Reading what there is to plan is a handful of statements; a plan is
/// written
/// if nobody was faster.
@NullMarked
package chat.carillon.backend.postgres.push;

import org.jspecify.annotations.NullMarked;
