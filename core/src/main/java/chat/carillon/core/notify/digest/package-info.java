/// Mailing digests to those who were away for long: from the first look to the mail server's answer.
///
/// In: who is at a device of this node, and the time. [chat.carillon.core.notify.digest.DigestPlanning] looks who was
/// away long enough, [chat.carillon.core.notify.digest.DigestDispatch] sends what was decided, and
/// [chat.carillon.core.notify.digest.DigestLetters] writes it. Out: calls of the store and of a
/// [chat.carillon.core.push.DigestSender]. Every node does it; the version of a mailbox decides who was first. What
/// blocks runs on virtual threads.
@NullMarked
package chat.carillon.core.notify.digest;

import org.jspecify.annotations.NullMarked;
