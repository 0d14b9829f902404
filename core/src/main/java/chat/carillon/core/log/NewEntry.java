package chat.carillon.core.log;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import org.jspecify.annotations.Nullable;

/// An entry that wants to be appended: an [chat.carillon.model.Entry] that has no seq yet.
///
/// @param atMillis the node's clock when it took the request; an import gives the original time
/// @param clientMessageId where given, the same `(sender, clientMessageId)` is never appended twice
public record NewEntry(
        ConversationId conversation,
        UserId sender,
        Authority authority,
        @Nullable ClientMessageId clientMessageId,
        long atMillis,
        EntryBody body) {

    /// Without text.
    @Override
    public String toString() {
        return "NewEntry[%s %s by %s]".formatted(conversation, body.type(), sender);
    }
}
