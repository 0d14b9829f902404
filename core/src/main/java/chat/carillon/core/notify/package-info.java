/// Telling absent members: when a message is ripe, it is planned; what was planned is sent, and tried again.
///
/// In: entries that became durable, and markers that moved. [chat.carillon.core.notify.Ripening] knows what
/// is due, [chat.carillon.core.notify.PushPlanning] plans it,
/// [chat.carillon.core.notify.PushDispatch] sends it. Out: calls of the store and of a
/// [chat.carillon.core.push.PushSender]. Any node may plan any conversation and send any push: a log's planned seq and
/// the lease on a row decide who was first. What blocks runs on virtual threads.
@NullMarked
package chat.carillon.core.notify;

import org.jspecify.annotations.NullMarked;
