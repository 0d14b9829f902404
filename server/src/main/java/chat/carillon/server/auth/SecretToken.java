package chat.carillon.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Secrets that the server gives out: 256 random bits in base64url behind a prefix that tells what they open, so
/// that one kind can never pass for another. The server keeps only the SHA-256 of the whole.
public enum SecretToken {
    /// A login.
    SESSION("cs_"),
    /// Makes one account.
    INVITATION("ci_"),
    /// The file `operator.token`.
    OPERATOR("co_"),
    /// The link that makes the first administrator.
    SETUP("cl_");

    private static final int RANDOM_BYTES = 32;
    private static final int RANDOM_CHARS = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix;

    SecretToken(String prefix) {
        this.prefix = prefix;
    }

    public String fresh() {
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(freshKey(RANDOM_BYTES));
    }

    static byte[] freshKey(int bytes) {
        byte[] key = new byte[bytes];
        RANDOM.nextBytes(key);
        return key;
    }

    /// Whether this looks like one of this kind; says nothing about whether it is good.
    public boolean fits(String token) {
        return token.startsWith(prefix) && token.length() == prefix.length() + RANDOM_CHARS;
    }

    /// In hexadecimal, as the store has it.
    public static String sha256(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    /// Whether they are equal; takes as long if they are not.
    static boolean equal(String a, String b) {
        return MessageDigest.isEqual(digest(a), digest(b));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
