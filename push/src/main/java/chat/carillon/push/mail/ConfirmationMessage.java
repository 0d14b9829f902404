package chat.carillon.push.mail;

import chat.carillon.core.push.Confirmation;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/// Asks whether an address is a user's; as a mail of plain text.
final class ConfirmationMessage {
    private ConfirmationMessage() {}

    /// @param atMillis the mail's date, since 1970 UTC
    static MimeMessage of(Session session, InternetAddress from, Confirmation confirmation, long atMillis)
            throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, new InternetAddress(confirmation.address()));
        message.setSubject("Confirm your address", StandardCharsets.UTF_8.name());
        message.setSentDate(date(atMillis));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(text(confirmation), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private static String text(Confirmation confirmation) {
        return """
                The user %s of %s asks for digests of unread messages by mail to this address.

                If that is you, confirm it within a day on this page:
                %s

                If it is not, do nothing: nothing more is sent.
                """.formatted(
                        confirmation.user(),
                        confirmation.confirm().getHost(),
                        confirmation.confirm().toASCIIString());
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private static Date date(long atMillis) {
        return new Date(atMillis);
    }
}
