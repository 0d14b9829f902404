package chat.carillon.testkit.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.SubscriptionKeys;
import chat.carillon.protocol.json.JsonObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser's end of Web Push: its keys, and what it does with a message. Written from RFC 8188, 8291 and
/// 8292 with the JDK alone, so that nothing of the sender's takes part.
public final class Subscriber {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair;
    private final byte[] auth = new byte[16];

    public Subscriber() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        new SecureRandom().nextBytes(auth);
    }

    public SubscriptionKeys keys() {
        return new SubscriptionKeys(
                ENCODER.encodeToString(uncompressed((ECPublicKey) pair.getPublic())), ENCODER.encodeToString(auth));
    }

    /// The JSON that was sent.
    public JsonObject read(HttpPeer.Received message) {
        assertThat(message.header("content-encoding")).isEqualTo("aes128gcm");
        assertThat(message.body()).hasSizeLessThanOrEqualTo(4_096);
        return JsonObject.parse(decrypt(message.body()));
    }

    private byte[] decrypt(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        byte[] salt = new byte[16];
        bytes.get(salt);
        int recordSize = bytes.getInt();
        byte[] senderKey = new byte[bytes.get()];
        bytes.get(senderKey);
        byte[] record = new byte[bytes.remaining()];
        bytes.get(record);
        assertThat(record.length).isLessThanOrEqualTo(recordSize);
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(pair.getPrivate());
            agreement.doPhase(publicKey(senderKey), true);
            byte[] receiverKey = uncompressed((ECPublicKey) pair.getPublic());
            byte[] keyInfo = concat("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), receiverKey, senderKey);
            byte[] secret = hkdf(auth, agreement.generateSecret(), keyInfo, 32);
            byte[] key = hkdf(salt, secret, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
            byte[] iv = hkdf(salt, secret, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            byte[] padded = cipher.doFinal(record);
            int end = padded.length - 1;
            while (padded[end] == 0) {
                end--;
            }
            assertThat(padded[end]).as("delimiter of the last record").isEqualTo((byte) 2);
            return Arrays.copyOf(padded, end);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("cannot be decrypted", e);
        }
    }

    private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int bytes) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(input)
                        .addSalt(salt)
                        .thenExpand(info, bytes));
    }

    /// Checks who signed the message for this push service, and gives the token's claims.
    public static JsonObject verifyVapid(HttpPeer.Received message, String expectedKey) {
        String authorization = message.header("authorization");
        assertThat(authorization).matches("vapid t=[A-Za-z0-9_.-]+, k=[A-Za-z0-9_-]+");
        String token = authorization.substring("vapid t=".length(), authorization.indexOf(','));
        String key = authorization.substring(authorization.indexOf("k=") + 2);
        assertThat(key).isEqualTo(expectedKey);
        int end = token.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey(Base64.getUrlDecoder().decode(key)));
            signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1))))
                    .isTrue();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        String[] parts = token.split("\\.");
        assertThat(JsonObject.parse(Base64.getUrlDecoder().decode(parts[0])).string("alg"))
                .isEqualTo("ES256");
        return JsonObject.parse(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static ECPublicKey publicKey(byte[] uncompressed) throws GeneralSecurityException {
        assertThat(uncompressed).hasSize(65).startsWith(4);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var curve = ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
        var point = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(uncompressed, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(uncompressed, 33, 65)));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    private static byte[] uncompressed(ECPublicKey key) {
        return concat(
                new byte[] {4},
                coordinate(key.getW().getAffineX()),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[32];
        int from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, padded, 32 - (bytes.length - from), bytes.length - from);
        return padded;
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
