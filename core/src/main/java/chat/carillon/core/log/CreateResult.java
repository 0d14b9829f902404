package chat.carillon.core.log;

import chat.carillon.model.Entry;
import chat.carillon.protocol.ErrorCode;
import java.util.List;

/// What became of a [NewConversation].
public sealed interface CreateResult {

    /// It exists now, with the entries by which its first members joined.
    record Created(Conversation conversation, List<Entry> entries) implements CreateResult {}

    /// These two users have a direct conversation already; this is it.
    record Existing(Conversation conversation) implements CreateResult {}

    record Refused(ErrorCode code, String message) implements CreateResult {}
}
