package chat.carillon.core.fanout;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;

/// Hears what passes the feeds. Called on any thread, must not block.
public interface FeedListener {

    /// Users became members of a conversation. It is a hint: the listener asks the store.
    void joined(ConversationId conversation, List<UserId> users);

    /// An entry was given to the event loops with members of its conversation.
    ///
    /// @param fromStore whether it had to be fetched, because no record of it had come
    default void delivered(ConversationId conversation, long seq, boolean fromStore, int loops) {}
}
