package chat.carillon.push.payload;

import chat.carillon.core.push.Notification;
import chat.carillon.model.WireName;

/// What of a message may be told to providers.
public enum Content implements WireName {
    /// Names and text, also where the provider can read them (APNs, FCM).
    ALL,
    /// Names and text where only the device can read them (Web Push, UnifiedPush with keys) and to the
    /// operator's own webhook. Others are told that there is something, and the application fetches it.
    ENCRYPTED,
    /// Nobody is told more than that there is something.
    NONE;

    /// The notification as it may be told.
    ///
    /// @param unreadable whether nobody on the way can read it
    public Notification shown(Notification notification, boolean unreadable) {
        boolean may = switch (this) {
            case ALL -> true;
            case ENCRYPTED -> unreadable;
            case NONE -> false;
        };
        return may ? notification : notification.withoutContent();
    }
}
