package chat.carillon.push.web;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.SubscriptionKeys;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationKind;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.HttpOutcome;
import chat.carillon.push.http.HttpPost;
import chat.carillon.push.http.Reach;
import chat.carillon.push.payload.DevicePayload;
import chat.carillon.push.payload.Fitting;
import com.zerodeplibs.webpush.MessageEncryption;
import com.zerodeplibs.webpush.MessageEncryptionException;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.key.InvalidECPublicKeyException;
import com.zerodeplibs.webpush.key.MalformedUncompressedBytesException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One encrypted message to one endpoint. Thread-safe; blocks.
public final class WebPushDelivery {
    /// How long a push service keeps what a device that is off has not fetched.
    private static final Duration TTL = Duration.ofDays(1);

    /// What every push service takes (RFC 8030, 7.2).
    private static final int MAX_BODY_BYTES = 4_096;

    /// The header of `aes128gcm` with a key of 65 bytes, the delimiter, and the seal (RFC 8188, RFC 8291).
    private static final int MAX_PAYLOAD_BYTES = MAX_BODY_BYTES - 86 - 1 - 16;

    private final HttpCaller caller;
    private final Reach reach;
    private final VapidTokens tokens;
    private final MessageEncryption encryption = MessageEncryptions.of();

    /// @param subject where the operator can be reached: `mailto:` or `https:`
    /// @param reach where endpoints may lead
    public WebPushDelivery(VapidKeys keys, String subject, HttpCaller caller, Reach reach, Time time) {
        this.caller = caller;
        this.reach = reach;
        this.tokens = new VapidTokens(keys, subject, time);
    }

    /// Sends as it is: what may be told was decided before.
    public PushResult deliver(URI endpoint, SubscriptionKeys keys, Notification notification) {
        byte[] payload = Fitting.fit(notification, MAX_PAYLOAD_BYTES, DevicePayload::json);
        Optional<byte[]> body = encrypted(payload, keys);
        if (body.isEmpty()) {
            return new PushResult.InvalidTarget("the subscription's public key is not a point of P-256");
        }
        Map<String, String> headers = headers(notification);
        headers.put("Authorization", tokens.authorization(endpoint));
        headers.put("Content-Encoding", "aes128gcm");
        return result(caller.post(new HttpPost(endpoint, reach, headers, body.get())));
    }

    /// Sends without encryption: for endpoints whose application gave no keys. The body is readable on the way.
    public PushResult deliverReadable(URI endpoint, Notification notification) {
        byte[] payload = Fitting.fit(notification, MAX_PAYLOAD_BYTES, DevicePayload::json);
        return result(caller.post(new HttpPost(endpoint, reach, headers(notification), payload)));
    }

    private static Map<String, String> headers(Notification notification) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put("TTL", Long.toString(TTL.toSeconds()));
        headers.put("Urgency", urgent(notification) ? "high" : "normal");
        headers.put("Topic", notification.collapseKey());
        return headers;
    }

    private static boolean urgent(Notification notification) {
        boolean personal = notification.mention() || notification.kind() == ConversationKind.DIRECT;
        return personal && notification.act() == Act.SHOW;
    }

    private Optional<byte[]> encrypted(byte[] payload, SubscriptionKeys keys) {
        try {
            var to = UserAgentMessageEncryptionKeyInfo.of(keys.publicKey(), keys.secret());
            return Optional.of(encryption.encrypt(to, PushMessage.of(payload)).toBytes());
        } catch (InvalidECPublicKeyException | MalformedUncompressedBytesException | MessageEncryptionException e) {
            return Optional.empty();
        }
    }

    private static PushResult result(HttpOutcome outcome) {
        return switch (outcome) {
            case HttpOutcome.Answered answered -> result(answered);
            case HttpOutcome.Forbidden(String why, boolean forever) ->
                forever ? new PushResult.InvalidTarget(why) : new PushResult.Rejected(why);
            case HttpOutcome.Unreachable(String why) -> new PushResult.Retry(null, why);
        };
    }

    private static PushResult result(HttpOutcome.Answered answered) {
        int status = answered.status();
        String why = "the push service answered " + status;
        if (answered.successful()) {
            return new PushResult.Accepted(null);
        }
        if (status == 404 || status == 410) {
            return new PushResult.InvalidTarget(why);
        }
        boolean later = status == 408 || status == 425 || status == 429 || status >= 500;
        return later ? new PushResult.Retry(answered.retryAfter(), why) : new PushResult.Rejected(why);
    }
}
