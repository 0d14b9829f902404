package chat.carillon.push.web;

import chat.carillon.model.InvalidValueException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.util.Arrays;
import java.util.Base64;

/// The key pair by which push services know this installation (RFC 8292), on P-256.
///
/// A subscription is made for the public key and takes no message of another sender, so the pair is made
/// once, kept, and shared by all nodes: [#encoded] is what to keep. Losing it loses every subscription.
public final class VapidKeys {
    private static final int COORDINATE_BYTES = 32;
    private static final int PUBLIC_BYTES = 1 + 2 * COORDINATE_BYTES;
    private static final byte UNCOMPRESSED = 4;

    private final ECKey key;

    private VapidKeys(ECKey key) {
        this.key = key;
    }

    /// A new pair.
    public static VapidKeys generate() {
        try {
            return new VapidKeys(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /// Reads what [#encoded] gave.
    ///
    /// @throws InvalidValueException if it is no key pair
    public static VapidKeys decode(byte[] encoded) {
        if (encoded.length != PUBLIC_BYTES + COORDINATE_BYTES) {
            throw new InvalidValueException("VAPID keys: %d bytes".formatted(encoded.length));
        }
        return of(
                Arrays.copyOfRange(encoded, 0, PUBLIC_BYTES),
                Arrays.copyOfRange(encoded, PUBLIC_BYTES, encoded.length));
    }

    /// The pair as the usual tools print it: both in base64url, the public key of 65 bytes, the private of 32.
    ///
    /// @throws InvalidValueException if they are no keys, or not of each other
    public static VapidKeys of(String publicKey, String privateKey) {
        try {
            return of(
                    Base64.getUrlDecoder().decode(publicKey),
                    Base64.getUrlDecoder().decode(privateKey));
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("VAPID keys: not base64url");
        }
    }

    private static VapidKeys of(byte[] publicKey, byte[] privateKey) {
        if (publicKey.length != PUBLIC_BYTES || publicKey[0] != UNCOMPRESSED || privateKey.length != COORDINATE_BYTES) {
            throw new InvalidValueException(
                    "VAPID keys: (expected: a public key of 65 bytes that begin with 4, a private key of 32)");
        }
        try {
            var x = Base64URL.encode(Arrays.copyOfRange(publicKey, 1, 1 + COORDINATE_BYTES));
            var y = Base64URL.encode(Arrays.copyOfRange(publicKey, 1 + COORDINATE_BYTES, PUBLIC_BYTES));
            var keys = new VapidKeys(new ECKey.Builder(Curve.P_256, x, y)
                    .d(Base64URL.encode(privateKey))
                    .build());
            if (keys.signed(new byte[0]).verify(new ECDSAVerifier(keys.key.toECPublicKey()))) {
                return keys;
            }
        } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
            // Said below, without the key.
        }
        throw new InvalidValueException("VAPID keys: the private key is not the public key's");
    }

    /// Both keys, 97 bytes: secret.
    public byte[] encoded() {
        byte[] encoded = Arrays.copyOf(publicBytes(), PUBLIC_BYTES + COORDINATE_BYTES);
        byte[] d = key.getD().decode();
        System.arraycopy(d, 0, encoded, encoded.length - d.length, d.length);
        return encoded;
    }

    private byte[] publicBytes() {
        byte[] bytes = new byte[PUBLIC_BYTES];
        bytes[0] = UNCOMPRESSED;
        byte[] x = key.getX().decode();
        byte[] y = key.getY().decode();
        System.arraycopy(x, 0, bytes, 1 + COORDINATE_BYTES - x.length, x.length);
        System.arraycopy(y, 0, bytes, PUBLIC_BYTES - y.length, y.length);
        return bytes;
    }

    /// What a browser wants as `applicationServerKey`: public, in base64url.
    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(publicBytes());
    }

    /// A token with these claims, in its compact form.
    ///
    /// @param claims a JSON object
    String sign(byte[] claims) {
        return signed(claims).serialize();
    }

    private JWSObject signed(byte[] claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .build();
        var token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("an ES256 token cannot be signed", e);
        }
        return token;
    }

    /// Without the private key.
    @Override
    public String toString() {
        return "VapidKeys[%s]".formatted(publicKey());
    }
}
