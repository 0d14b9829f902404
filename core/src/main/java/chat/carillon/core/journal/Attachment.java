package chat.carillon.core.journal;

import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;

/// A session in a conversation: from where on it is written entries, and how far it has been.
///
/// @param attachedSeq entries after it are written to the session; those up to it come by sync
/// @param writtenSeq the last entry that was written; -1 if it lags so far that nobody knows
/// @param blockedMillis for how long its socket has taken no bytes; 0 while it takes them
public record Attachment(Holder holder, long attachedSeq, long writtenSeq, long blockedMillis) {

    /// Whose session it is.
    public record Holder(UserId user, DeviceId device, SessionId session) {}
}
