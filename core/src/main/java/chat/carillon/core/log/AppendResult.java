package chat.carillon.core.log;

import chat.carillon.model.Entry;
import chat.carillon.protocol.ErrorCode;

/// What became of a [NewEntry].
public sealed interface AppendResult {

    /// It is durable.
    ///
    /// @param head where the log stood right after it
    record Appended(Entry entry, Conversation.Head head) implements AppendResult {}

    /// It was durable already: this `(sender, clientMessageId)` is known in this conversation.
    /// Nothing was written.
    record Duplicate(long seq, long atMillis) implements AppendResult {}

    /// The rules of the log forbid it. Nothing was written.
    record Refused(ErrorCode code, String message) implements AppendResult {}
}
