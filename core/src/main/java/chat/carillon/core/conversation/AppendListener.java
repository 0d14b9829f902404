package chat.carillon.core.conversation;

import chat.carillon.core.log.Conversation;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;

/// Hears what has become durable, in the order of seq for each conversation. Called on a lane's thread, after
/// the senders were answered; must not block and must not throw.
public interface AppendListener {

    /// This entry is durable.
    ///
    /// @param head where the log stood right after it
    void appended(Entry entry, Conversation.Head head);

    /// An entry that a repeated request asked for turned out to be durable already: perhaps the first request
    /// ended with an unknown outcome, and nobody was told.
    void alreadyDurable(ConversationId conversation, long seq);
}
