/// `bench append`: what of the store's own pace is left when messages come through sockets.
///
/// Whole path and store take turns in the same minutes. Confined to the thread that runs the bench.
@NullMarked
package chat.carillon.loadtest.bench.append;

import org.jspecify.annotations.NullMarked;
