/// `bench slow`: members that read nothing, and what the others notice of them.
///
/// Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.slow;

import org.jspecify.annotations.NullMarked;
