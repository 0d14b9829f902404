package chat.carillon.core.node;

import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.session.Arrivals;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Collection;

/// The feeds of the node, as those who arrive need them. Thread-safe.
record OpenConversations(Fanout fanout) implements Arrivals.LocalConversations {
    @Override
    public void open(Collection<ConversationId> conversations) {
        fanout.open(conversations);
    }

    @Override
    public boolean mayHaveLeft(ConversationId conversation, UserId user, long afterSeq) {
        return fanout.mayHaveLeft(conversation, user, afterSeq);
    }

    @Override
    public void onHead(ConversationId conversation, long headSeq) {
        fanout.onHead(conversation, headSeq);
    }
}
