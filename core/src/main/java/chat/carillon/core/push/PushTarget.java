package chat.carillon.core.push;

import chat.carillon.model.InvalidValueException;
import chat.carillon.model.WireName;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a device can be woken. Whoever knows one can disturb its user, so none is ever logged:
/// [#fingerprint] stands for it, and `toString` shows nothing else.
///
/// Its JSON, in the store and in registration calls, is the object that [#parse] reads. For Web Push it is
/// what a browser's `PushSubscription.toJSON()` gives, with `"kind":"webpush"` added.
public sealed interface PushTarget {

    /// The services there are.
    enum Kind implements WireName {
        WEBPUSH,
        APNS,
        FCM,
        UNIFIEDPUSH,
        WEBHOOK
    }

    /// A browser's subscription (RFC 8030), with the keys that only the browser can decrypt with.
    record WebPush(URI endpoint, SubscriptionKeys keys) implements PushTarget {
        public WebPush {
            TargetRules.checkEndpoint(endpoint, TargetRules.MAX_ENDPOINT_CHARS);
        }

        @Override
        public Kind kind() {
            return Kind.WEBPUSH;
        }

        @Override
        public String toString() {
            return kind().wireName() + ":" + fingerprint();
        }
    }

    /// An application on a device of Apple's.
    ///
    /// @param token hexadecimal, as the device was given it
    /// @param topic the application's bundle id
    /// @param sandbox whether the application was built for development
    record Apns(String token, String topic, boolean sandbox) implements PushTarget {
        public Apns {
            TargetRules.checkApns(token, topic);
        }

        @Override
        public Kind kind() {
            return Kind.APNS;
        }

        @Override
        public String toString() {
            return kind().wireName() + ":" + fingerprint();
        }
    }

    /// An application that is registered with Firebase Cloud Messaging.
    record Fcm(String token) implements PushTarget {
        public Fcm {
            TargetRules.checkFcm(token);
        }

        @Override
        public Kind kind() {
            return Kind.FCM;
        }

        @Override
        public String toString() {
            return kind().wireName() + ":" + fingerprint();
        }
    }

    /// An endpoint of a UnifiedPush distributor.
    ///
    /// @param keys what to encrypt with, as for Web Push; null for applications of before 2024, which are told
    ///     no content because the distributor's server could read it
    record UnifiedPush(URI endpoint, @Nullable SubscriptionKeys keys) implements PushTarget {
        public UnifiedPush {
            TargetRules.checkEndpoint(endpoint, TargetRules.MAX_UNIFIED_ENDPOINT_CHARS);
        }

        @Override
        public Kind kind() {
            return Kind.UNIFIEDPUSH;
        }

        @Override
        public String toString() {
            return kind().wireName() + ":" + fingerprint();
        }
    }

    /// The application that Carillon is embedded in, which notifies its users itself. Where it listens is
    /// configured, not registered.
    record Webhook() implements PushTarget {
        @Override
        public Kind kind() {
            return Kind.WEBHOOK;
        }
    }

    Kind kind();

    /// Names the target without being it: 32 characters of base64url, the same for the same address whatever
    /// the keys. So it also tells whether two registrations are of one device.
    default String fingerprint() {
        String address = switch (this) {
            case WebPush target -> target.endpoint.toASCIIString();
            case Apns(String token, String topic, boolean sandbox) -> token + " " + topic + " " + sandbox;
            case Fcm(String token) -> token;
            case UnifiedPush target -> target.endpoint.toASCIIString();
            case Webhook() -> "";
        };
        return Digests.shortDigest(kind().wireName() + " " + address);
    }

    /// The JSON of this target; [#parse] reads it.
    default String json() {
        return new String(JsonWriter.object(512, this::write), StandardCharsets.UTF_8);
    }

    /// Writes the fields of this target into an object.
    default void write(JsonWriter json) {
        json.field("kind", kind().wireName());
        switch (this) {
            case WebPush(URI endpoint, SubscriptionKeys keys) -> {
                json.field("endpoint", endpoint.toASCIIString());
                keys.write(json);
            }
            case Apns(String token, String topic, boolean sandbox) ->
                json.field("token", token).field("topic", topic).field("sandbox", sandbox);
            case Fcm(String token) -> json.field("token", token);
            case UnifiedPush(URI endpoint, SubscriptionKeys keys) -> {
                json.field("endpoint", endpoint.toASCIIString());
                if (keys != null) {
                    keys.write(json);
                }
            }
            case Webhook() -> {}
        }
    }

    /// Reads the JSON of [#json].
    ///
    /// @throws chat.carillon.protocol.json.MalformedJsonException if it is no JSON object
    /// @throws InvalidValueException if it is no target
    static PushTarget parse(String json) {
        return parse(JsonObject.parse(json));
    }

    /// @throws InvalidValueException if the object is no target
    static PushTarget parse(JsonObject json) {
        return switch (WireName.parse(Kind.class, "kind", json.string("kind"))) {
            case WEBPUSH ->
                new WebPush(TargetRules.endpoint(json.string("endpoint")), SubscriptionKeys.parse(json.object("keys")));
            case APNS -> new Apns(json.string("token"), json.string("topic"), json.booleanOr("sandbox", false));
            case FCM -> new Fcm(json.string("token"));
            case UNIFIEDPUSH -> {
                JsonObject keys = json.objectOrNull("keys");
                yield new UnifiedPush(
                        TargetRules.endpoint(json.string("endpoint")),
                        keys == null ? null : SubscriptionKeys.parse(keys));
            }
            case WEBHOOK -> new Webhook();
        };
    }
}
