/// The port that carries hints between nodes: "this entry was appended". At most once by contract.
///
/// The log in the store is the truth; a bus may lose, repeat, delay and reorder everything, and members still
/// get every entry once and in order (`docs/concepts/healing.md`).
@NullMarked
package chat.carillon.core.bus;

import org.jspecify.annotations.NullMarked;
