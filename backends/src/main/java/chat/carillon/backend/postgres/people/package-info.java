/// What users tell of themselves, and what administrators did, in PostgreSQL.
///
/// In: calls of the store's ports. Out: rows.
@NullMarked
package chat.carillon.backend.postgres.people;

import org.jspecify.annotations.NullMarked;
