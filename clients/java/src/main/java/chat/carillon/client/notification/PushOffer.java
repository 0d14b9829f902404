package chat.carillon.client.notification;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a device needs to know before it registers.
///
/// @param kinds of devices that the operator has set up: `apns`, `fcm`, `unifiedpush`, `webpush`; others
///     are refused
/// @param key the server's public key, in base64url; null if Web Push is not offered
/// @param maxDevices that one user may register
public record PushOffer(Set<String> kinds, @Nullable String key, int maxDevices) {
    public PushOffer {
        kinds = Set.copyOf(kinds);
    }

    /// What browsers subscribe for (`applicationServerKey`); empty if Web Push is not offered.
    public Optional<String> vapidKey() {
        return Optional.ofNullable(key);
    }
}
