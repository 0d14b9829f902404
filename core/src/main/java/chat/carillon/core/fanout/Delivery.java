package chat.carillon.core.fanout;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Set;

/// What an event loop is given for its members of a conversation.
public sealed interface Delivery {
    ConversationId conversation();

    /// Shared by all loops.
    EncodedFrame frame();

    /// An entry. Entries of a conversation come in seq order, each once.
    ///
    /// @param changesMembership whether it says who is a member
    /// @param leaving users for whom this is the last entry: after it they are detached
    record OfEntry(
            ConversationId conversation,
            long seq,
            long ordinal,
            boolean changesMembership,
            Set<UserId> leaving,
            EncodedFrame frame)
            implements Delivery {}

    /// Something that may be dropped, such as typing.
    record OfEphemeral(ConversationId conversation, EncodedFrame frame) implements Delivery {}
}
