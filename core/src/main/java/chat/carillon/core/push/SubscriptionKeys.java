package chat.carillon.core.push;

import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.util.Base64;

/// What a message to a subscription is encrypted with (RFC 8291), in base64url without padding.
///
/// @param p256dh the subscriber's public key on P-256: 65 bytes, uncompressed
/// @param auth the secret of 16 bytes that subscriber and senders share
public record SubscriptionKeys(String p256dh, String auth) {
    private static final int PUBLIC_KEY_BYTES = 65;
    private static final int AUTH_BYTES = 16;
    private static final byte UNCOMPRESSED = 4;

    public SubscriptionKeys {
        byte[] key = decode("keys.p256dh", p256dh, PUBLIC_KEY_BYTES);
        if (key[0] != UNCOMPRESSED) {
            throw new InvalidValueException("keys.p256dh: not an uncompressed point (expected: first byte 4)");
        }
        byte[] secret = decode("keys.auth", auth, AUTH_BYTES);
        p256dh = encode(key);
        auth = encode(secret);
    }

    /// Some clients write the other alphabet of base64, or padding.
    private static byte[] decode(String name, String text, int bytes) {
        try {
            if (text.length() <= 2 * bytes) {
                byte[] decoded =
                        Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
                if (decoded.length == bytes) {
                    return decoded;
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new InvalidValueException("%s: (expected: %d bytes in base64url)".formatted(name, bytes));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The public key's bytes.
    public byte[] publicKey() {
        return Base64.getUrlDecoder().decode(p256dh);
    }

    /// The shared secret's bytes.
    public byte[] secret() {
        return Base64.getUrlDecoder().decode(auth);
    }

    void write(JsonWriter json) {
        json.object("keys", keys -> keys.field("p256dh", p256dh).field("auth", auth));
    }

    static SubscriptionKeys parse(JsonObject keys) {
        return new SubscriptionKeys(keys.string("p256dh"), keys.string("auth"));
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "SubscriptionKeys";
    }
}
