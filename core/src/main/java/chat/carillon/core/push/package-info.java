/// The ports through which members are told of what they missed: a push to a device, a digest by mail.
///
/// In: a [chat.carillon.core.push.Notification] and the [chat.carillon.core.push.PushTarget] that it is
/// for. Out: a [chat.carillon.core.push.PushResult], later and from any thread. Who is told of what, and
/// how often it is tried again, is decided before and recorded elsewhere; a sender makes one attempt. The
/// values here are immutable; the ports must neither block nor throw. Module `push` has the senders.
@NullMarked
package chat.carillon.core.push;

import org.jspecify.annotations.NullMarked;
