/// What users tell of themselves, and what administrators did, in SQLite.
///
/// In: calls of the store's ports. Out: rows.
@NullMarked
package chat.carillon.backend.sqlite.people;

import org.jspecify.annotations.NullMarked;
