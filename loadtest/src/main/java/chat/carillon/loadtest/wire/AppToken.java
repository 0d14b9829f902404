package chat.carillon.loadtest.wire;

import chat.carillon.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs HS256 tokens the way an application that embeds Carillon does: a load test can be anyone.
///
/// Confined to one thread.
public final class AppToken {
    /// Longer than any run.
    private static final Duration LIFE = Duration.ofDays(2);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final Mac mac;
    private final long expiresAt;

    /// @param secret what the server has in `CARILLON_AUTH_JWT_SECRET`
    public AppToken(String secret, Instant now) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
        expiresAt = now.plus(LIFE).getEpochSecond();
    }

    /// A token for `user`, who is shown as `name`.
    public String of(UserId user, String name) {
        String claims = "{\"sub\":\"%s\",\"name\":\"%s\",\"exp\":%d}".formatted(user, escaped(name), expiresAt);
        String signed = HEADER + "." + encoded(claims);
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature);
    }

    private static String escaped(String name) {
        StringBuilder json = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
