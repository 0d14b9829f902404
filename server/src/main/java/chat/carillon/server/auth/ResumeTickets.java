package chat.carillon.server.auth;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.session.Identities.Ticket;
import chat.carillon.core.time.Time;
import chat.carillon.model.DeviceId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signed proofs that a user's device had a session a moment ago: believed without asking anyone, so that fifty
/// thousand devices that come back at once cost no lookups. Pure but for the clock; thread-safe.
///
/// Form, in base64url: key id (1 byte), authority (1), expiry in ms (8), user, device and token id (each a length
/// byte and ASCII), HMAC-SHA256 over all of it (32). A ticket never outlives the token it stems from, and is good
/// for one device.
final class ResumeTickets {
    /// Long enough to come back after a deploy, short enough to forget what was revoked.
    static final Duration LIFETIME = Duration.ofMinutes(5);

    static final int KEY_BYTES = 32;
    private static final byte MEMBER = 0;
    private static final byte ADMINISTRATOR = 1;
    private static final int MAC_BYTES = 32;
    private static final int MAX_TICKET_CHARS = 600;

    private final Map<Byte, byte[]> keys;
    private final byte signingKey;
    private final Time time;

    /// @param keys all keys whose tickets are believed, by their ids
    /// @param signingKey the id of the one that signs
    ResumeTickets(Map<Byte, byte[]> keys, byte signingKey, Time time) {
        this.keys = Map.copyOf(keys);
        this.signingKey = signingKey;
        this.time = time;
    }

    Ticket issue(Identity identity, DeviceId device) {
        long tokenEnds =
                TokenId.parse(identity.tokenId()).map(TokenId::expiresAtMillis).orElse(0L);
        long expiresAt = Math.min(time.wallMillis() + LIFETIME.toMillis(), tokenEnds);
        byte[] user = ascii(identity.user().value());
        byte[] boundDevice = ascii(device.value());
        byte[] tokenId = ascii(identity.tokenId());
        ByteBuffer ticket =
                ByteBuffer.allocate(2 + Long.BYTES + 3 + user.length + boundDevice.length + tokenId.length + MAC_BYTES);
        ticket.put(signingKey).put(authorityByte(identity.authority())).putLong(expiresAt);
        ticket.put((byte) user.length).put(user);
        ticket.put((byte) boundDevice.length).put(boundDevice);
        ticket.put((byte) tokenId.length).put(tokenId);
        byte[] key = Objects.requireNonNull(keys.get(signingKey), "signing key");
        ticket.put(mac(key, Arrays.copyOf(ticket.array(), ticket.position())));
        return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(ticket.array()), expiresAt);
    }

    Optional<Identity> verify(String ticket, DeviceId device) {
        if (ticket.length() > MAX_TICKET_CHARS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(ticket);
            return bytes.length > MAC_BYTES && signed(bytes) ? read(ByteBuffer.wrap(bytes), device) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean signed(byte[] bytes) {
        byte[] key = keys.get(bytes[0]);
        int length = bytes.length - MAC_BYTES;
        return key != null
                && MessageDigest.isEqual(
                        mac(key, Arrays.copyOf(bytes, length)), Arrays.copyOfRange(bytes, length, bytes.length));
    }

    private Optional<Identity> read(ByteBuffer ticket, DeviceId device) {
        try {
            ticket.position(1);
            Authority authority = ticket.get() == ADMINISTRATOR ? Authority.ADMINISTRATOR : Authority.MEMBER;
            long expiresAt = ticket.getLong();
            var user = new UserId(text(ticket));
            var boundDevice = new DeviceId(text(ticket));
            var identity = new Identity(user, authority, text(ticket));
            boolean good = boundDevice.equals(device) && time.wallMillis() < expiresAt;
            return good ? Optional.of(identity) : Optional.empty();
        } catch (BufferUnderflowException | InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static byte authorityByte(Authority authority) {
        return switch (authority) {
            case MEMBER -> MEMBER;
            case ADMINISTRATOR -> ADMINISTRATOR;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(ByteBuffer ticket) {
        byte[] bytes = new byte[Byte.toUnsignedInt(ticket.get())];
        ticket.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] mac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
