/// `bench append`: what of the store's own pace, or of PostgreSQL's, is left when messages come through sockets.
///
/// Whole path and yardstick take turns in the same minutes. Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.append;

import org.jspecify.annotations.NullMarked;
