package chat.carillon.push.mail;

import chat.carillon.core.push.Digest;
import chat.carillon.core.push.Digest.Line;
import chat.carillon.core.push.Digest.Unread;
import chat.carillon.push.payload.Graphemes;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// A digest as a mail. What people wrote is escaped, kept to one line each, and not in the subject.
final class DigestMessage extends MimeMessage {
    private static final int MAX_NAME_CHARS = 80;
    private static final int MAX_LINE_CHARS = 200;

    private final String id;

    private DigestMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    /// @param atMillis the mail's date, since 1970 UTC
    static DigestMessage of(Session session, InternetAddress from, Digest digest, long atMillis)
            throws MessagingException {
        String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        var message = new DigestMessage(session, "<digest-%s@%s>".formatted(digest.id(), domain));
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, new InternetAddress(digest.address()));
        message.setSubject(subject(digest), StandardCharsets.UTF_8.name());
        message.setSentDate(date(atMillis));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Unsubscribe", "<" + digest.unsubscribe().toASCIIString() + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        var plain = new MimeBodyPart();
        plain.setText(plain(digest), StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(html(digest), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private static Date date(long atMillis) {
        return new Date(atMillis);
    }

    /// The same digest has the same id, so that a server that got it twice may notice.
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static String subject(Digest digest) {
        long messages =
                digest.conversations().stream().mapToLong(Unread::messages).sum();
        int conversations = digest.conversations().size();
        return "%s in %s".formatted(count(messages, "unread message"), count(conversations, "conversation"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String heading(Unread unread) {
        String mentions = unread.mentions() == 0 ? "" : ", " + count(unread.mentions(), "mention");
        return "%s: %s%s"
                .formatted(
                        Graphemes.oneLine(unread.conversationName(), MAX_NAME_CHARS),
                        count(unread.messages(), "unread message"),
                        mentions);
    }

    private static String line(Line line) {
        return Graphemes.oneLine(line.senderName(), MAX_NAME_CHARS) + ": "
                + Graphemes.oneLine(line.text(), MAX_LINE_CHARS);
    }

    private static String greeting(Digest digest) {
        return "Hello %s, this is what you have not read yet."
                .formatted(Graphemes.oneLine(digest.userName(), MAX_NAME_CHARS));
    }

    private static String plain(Digest digest) {
        var text = new StringBuilder(greeting(digest)).append("\n");
        for (Unread unread : digest.conversations()) {
            text.append("\n").append(heading(unread)).append("\n");
            unread.lines().forEach(line -> text.append("  ").append(line(line)).append("\n"));
        }
        URI open = digest.open();
        if (open != null) {
            text.append("\nRead on: ").append(open.toASCIIString()).append("\n");
        }
        return text.append("\nNo more of these mails: ")
                .append(digest.unsubscribe().toASCIIString())
                .append("\n")
                .toString();
    }

    private static String html(Digest digest) {
        var html = new StringBuilder("<!DOCTYPE html><html><body><p>")
                .append(escaped(greeting(digest)))
                .append("</p>");
        for (Unread unread : digest.conversations()) {
            html.append("<h3>").append(escaped(heading(unread))).append("</h3>");
            unread.lines()
                    .forEach(line ->
                            html.append("<p>").append(escaped(line(line))).append("</p>"));
        }
        appendLink(html, digest.open(), "Read on");
        appendLink(html, digest.unsubscribe(), "No more of these mails");
        return html.append("</body></html>").toString();
    }

    private static void appendLink(StringBuilder html, @Nullable URI to, String text) {
        if (to != null) {
            html.append("<p><a href=\"")
                    .append(escaped(to.toASCIIString()))
                    .append("\">")
                    .append(text)
                    .append("</a></p>");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
