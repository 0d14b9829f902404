package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ClientFrame;

/// Puts an emoji on a message.
public final class ReactHandler implements FrameHandler<ClientFrame.React> {
    private final Writes writes;

    public ReactHandler(Conversations conversations) {
        this.writes = new Writes(conversations);
    }

    @Override
    public void handle(Session session, ClientFrame.React react) {
        writes.append(session, react, () -> new EntryBody.ReactionAdded(react.seq(), react.emoji()));
    }
}
