package chat.carillon.client.notification;

import chat.carillon.model.DeviceId;

/// A device that is woken. Where it is woken is told to nobody.
///
/// @param kind of its push service: `webpush`, `apns`, `fcm`, `unifiedpush`, or what a newer server
///     knows
/// @param label how its user knows it; may be empty
public record RegisteredDevice(DeviceId device, String kind, String label, long registeredAtMillis) {}
