/// The figures that plans are made from: what one thing costs, each with where it was measured.
///
/// In: defaults, a file of other figures, or what a bench has just measured. Out: numbers by name. Immutable.
@NullMarked
package chat.carillon.loadtest.simulate.figure;

import org.jspecify.annotations.NullMarked;
