/// Full-text search beside the store: an index in a file of its own, made from the logs.
///
/// In: which logs have changed. Out: the keys of matching messages. The index follows the logs like
/// any other reader, by cursors, in a thread of its own: it costs a commit nothing, and it may be
/// thrown away at any time, since the logs have everything. A search waits a moment for it to catch
/// up, so that what was sent is found.
@NullMarked
package chat.carillon.backend.sqlite.search;

import org.jspecify.annotations.NullMarked;
