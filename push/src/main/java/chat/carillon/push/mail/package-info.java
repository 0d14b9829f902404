/// Digests by mail, over SMTP.
///
/// [chat.carillon.push.mail.ConfirmationMessage] asks whether an address is a user's.
/// [chat.carillon.push.mail.DigestMessage] writes a digest as a mail in plain text and HTML, with the headers
/// that let a mail program end them with one click (RFC 8058); [chat.carillon.push.mail.MailSender] hands it
/// to the operator's server and judges the answer. A few mails at a time, on virtual threads of its own.
@NullMarked
package chat.carillon.push.mail;

import org.jspecify.annotations.NullMarked;
