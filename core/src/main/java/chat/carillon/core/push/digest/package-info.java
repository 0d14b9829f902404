/// Who is mailed what they missed, when they were away for long.
///
/// In: a [chat.carillon.core.push.digest.DigestContext], what the store knows of one user. Out: a
/// [chat.carillon.core.push.digest.DigestPlan], which becomes the next state of the user's
/// [chat.carillon.core.push.digest.Mailbox]. A mailbox is one row that changes only from one version to the next
/// ([chat.carillon.core.push.digest.MailboxStore]), so of all nodes that want to change it one does. But for the
/// stores pure: no clock, no threads, no I/O.
@NullMarked
package chat.carillon.core.push.digest;

import org.jspecify.annotations.NullMarked;
