package chat.carillon.push.webhook;

import chat.carillon.model.InvalidValueException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the application and this server sign and check with: `whsec_` and 24 to 64 bytes in base64.
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    private final SecretKeySpec key;

    private WebhookSecret(SecretKeySpec key) {
        this.key = key;
    }

    /// @throws InvalidValueException if it is none; does not quote it
    public static WebhookSecret parse(String text) {
        if (text.startsWith(PREFIX)) {
            try {
                byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES) {
                    return new WebhookSecret(new SecretKeySpec(bytes, "HmacSHA256"));
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new InvalidValueException("push.webhook.secrets: (expected: %s and %d to %d bytes in base64)"
                .formatted(PREFIX, MIN_BYTES, MAX_BYTES));
    }

    /// One entry of `webhook-signature`.
    String signature(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
