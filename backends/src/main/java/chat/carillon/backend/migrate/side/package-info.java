/// A store as tables of rows in one form, whatever database it is in: read in the order of keys, written in batches.
///
/// In: a place that nobody else uses. Out: rows that are equal exactly where the stores hold the same. What is derived
/// (words to search by, heads that are the last entry's) is made by the side that is written. All calls block; a side
/// is
/// confined to one thread. Knows nothing of why rows are read and written.
@NullMarked
package chat.carillon.backend.migrate.side;

import org.jspecify.annotations.NullMarked;
