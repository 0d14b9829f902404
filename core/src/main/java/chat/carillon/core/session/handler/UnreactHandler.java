package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ClientFrame;

/// Takes one's emoji off a message.
public final class UnreactHandler implements FrameHandler<ClientFrame.Unreact> {
    private final Writes writes;

    public UnreactHandler(Conversations conversations) {
        this.writes = new Writes(conversations);
    }

    @Override
    public void handle(Session session, ClientFrame.Unreact unreact) {
        writes.append(session, unreact, () -> new EntryBody.ReactionRemoved(unreact.seq(), unreact.emoji()));
    }
}
