/// What the tables of all databases have in common: how an entry's body is spread over columns, and
/// how names are ordered and found.
///
/// In: values of the core. Out: values of columns, and back. Pure: no I/O, no threads.
@NullMarked
package chat.carillon.backend.column;

import org.jspecify.annotations.NullMarked;
