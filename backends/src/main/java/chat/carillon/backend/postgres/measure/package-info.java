/// What this PostgreSQL does when nobody asks anything of it but to keep rows: a yardstick for the store. Each
/// connection
/// is confined to a thread of its own.
@NullMarked
package chat.carillon.backend.postgres.measure;

import org.jspecify.annotations.NullMarked;
