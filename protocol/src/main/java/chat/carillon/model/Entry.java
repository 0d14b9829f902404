package chat.carillon.model;

import org.jspecify.annotations.Nullable;

/// One sequenced, durable item of a conversation's log. `(conversation, seq)` is its identity.
///
/// @param seq position in the log, 1-based, without holes
/// @param ordinal how many messages the log holds up to and including this entry; the difference of two
///     ordinals is a number of messages, which is how unread is counted
/// @param atMillis the node's clock when the entry was appended, in milliseconds since 1970 UTC; for the
///     eye only, order is seq
/// @param clientMessageId the sender's key, where the sender gave one
public record Entry(
        ConversationId conversation,
        long seq,
        long ordinal,
        long atMillis,
        UserId sender,
        @Nullable ClientMessageId clientMessageId,
        EntryBody body) {

    public Entry {
        if (seq < 1) {
            throw new InvalidValueException("seq: " + seq + " (expected: >= 1)");
        }
    }

    /// Without text: entries appear in logs, content must not.
    @Override
    public String toString() {
        return "Entry[%s/%d %s by %s]".formatted(conversation, seq, body.type(), sender);
    }
}
