package chat.carillon.loadtest.check;

import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;

/// A send that was answered with `sent`: from then on it must be in the log, once, at this seq.
public record Acknowledged(String clientMessageId, long seq, UserId sender, EntryBody.Posted message) {
    long fingerprint() {
        return Fingerprint.of(sender.value(), message);
    }
}
