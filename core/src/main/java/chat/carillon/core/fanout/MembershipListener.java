package chat.carillon.core.fanout;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;

/// Hears that users became members of a conversation. Called on any thread, must not block. It is a hint: the
/// listener asks the store.
public interface MembershipListener {
    void joined(ConversationId conversation, List<UserId> users);
}
