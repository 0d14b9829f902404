/// What users tell of themselves besides a name, their pictures, and what administrators did to whom.
///
/// In: what they wrote and the bytes that they sent; deeds. Out: profiles, pictures that are known to be pictures, an
/// audit log.
@NullMarked
package chat.carillon.core.people;

import org.jspecify.annotations.NullMarked;
