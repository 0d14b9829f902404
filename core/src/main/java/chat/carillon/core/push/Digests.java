package chat.carillon.core.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Short names for long or secret things.
final class Digests {
    /// 24 bytes are 32 characters: what the `Topic` header of Web Push takes at most.
    private static final int BYTES = 24;

    private Digests() {}

    /// The first 192 bits of the SHA-256, as 32 characters of base64url.
    static String shortDigest(String text) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
