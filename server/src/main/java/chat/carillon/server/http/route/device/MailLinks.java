package chat.carillon.server.http.route.device;

import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.model.UserId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Links in mails, which do what they say for whoever holds them, without a login. Each names a user and is signed
/// over what it is for and the user's address, so one that was mailed to an address that is the user's no more is good
/// for nothing. Thread-safe because its fields do not change.
///
/// Form: the user in base64url, `.`, the end of its life in milliseconds (0: none), `.`, 32 bytes of HMAC-SHA256.
public final class MailLinks {
    public static final int KEY_BYTES = 32;

    private static final Duration CONFIRMATION_LIFETIME = Duration.ofDays(1);
    private static final int MAX_TOKEN_CHARS = 200;
    private static final int PARTS = 3;

    private final byte[] key;
    private final MailboxStore mailboxes;
    private final String base;

    /// What a link is for.
    enum Purpose {
        CONFIRM,
        UNSUBSCRIBE
    }

    /// @param base where people reach this installation
    public MailLinks(byte[] key, MailboxStore mailboxes, URI base) {
        this.key = key.clone();
        this.mailboxes = mailboxes;
        this.base = base.toASCIIString().replaceAll("/+$", "");
    }

    /// The page on which whoever reads mail at an address says that it is the user's. Good for a day.
    URI confirm(Mailbox mailbox, long nowMillis) {
        long until = nowMillis + CONFIRMATION_LIFETIME.toMillis();
        return URI.create(base + "/v1/confirm/" + token(Purpose.CONFIRM, mailbox, until));
    }

    /// What ends the mails to an address. Good for as long as mails are kept.
    public URI unsubscribe(Mailbox mailbox) {
        return URI.create(base + "/v1/unsubscribe/" + token(Purpose.UNSUBSCRIBE, mailbox, 0));
    }

    private String token(Purpose purpose, Mailbox mailbox, long untilMillis) {
        return "%s.%d.%s"
                .formatted(
                        base64(mailbox.user().value().getBytes(StandardCharsets.UTF_8)),
                        untilMillis,
                        base64(mac(purpose, mailbox, untilMillis)));
    }

    /// The mailbox whose address a link asks to believe.
    Optional<Mailbox> confirming(String token, long nowMillis) {
        return mailbox(Purpose.CONFIRM, token, nowMillis);
    }

    /// The mailbox that a link asks to mail no more.
    Optional<Mailbox> unsubscribing(String token) {
        return mailbox(Purpose.UNSUBSCRIBE, token, 0);
    }

    private Optional<Mailbox> mailbox(Purpose purpose, String token, long nowMillis) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > MAX_TOKEN_CHARS || parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            var user = new UserId(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
            long until = Long.parseLong(parts[1]);
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            return until < nowMillis
                    ? Optional.empty()
                    : mailboxes
                            .find(user)
                            .filter(mailbox -> MessageDigest.isEqual(signature, mac(purpose, mailbox, until)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(Purpose purpose, Mailbox mailbox, long untilMillis) {
        String signed = "%s %s %s %d".formatted(purpose, mailbox.user(), mailbox.address(), untilMillis);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
