package chat.carillon.core.push;

import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;

/// A device that can be woken.
///
/// @param label how its user knows it, such as `Firefox on Linux`; may be empty
/// @param registeredAtMillis by the store's time
public record PushDevice(UserId user, DeviceId device, PushTarget target, String label, long registeredAtMillis) {}
