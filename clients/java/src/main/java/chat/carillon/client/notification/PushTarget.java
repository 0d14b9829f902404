package chat.carillon.client.notification;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where a device can be woken, as its push service gave it. Whoever knows one can disturb its
/// user: `toString` tells no more than the kind.
public sealed interface PushTarget {

    /// What to encrypt with, so that nobody on the way can read it; both in base64url (RFC 8291).
    record Keys(String p256dh, String auth) {
        @Override
        public String toString() {
            return "Keys";
        }
    }

    /// A browser's subscription.
    record WebPush(URI endpoint, Keys keys) implements PushTarget {
        @Override
        public String toString() {
            return "webpush";
        }
    }

    /// An application on a device of Apple's.
    ///
    /// @param token hexadecimal
    /// @param topic the application's bundle id
    /// @param sandbox whether the application was built for development
    record Apns(String token, String topic, boolean sandbox) implements PushTarget {
        @Override
        public String toString() {
            return "apns";
        }
    }

    /// An application that is registered with Firebase Cloud Messaging.
    record Fcm(String token) implements PushTarget {
        @Override
        public String toString() {
            return "fcm";
        }
    }

    /// An endpoint of a UnifiedPush distributor.
    ///
    /// @param keys null for a library that gives none: then no content is told
    record UnifiedPush(URI endpoint, @Nullable Keys keys) implements PushTarget {
        @Override
        public String toString() {
            return "unifiedpush";
        }
    }
}
