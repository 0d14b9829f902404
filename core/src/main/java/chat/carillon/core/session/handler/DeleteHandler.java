package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ClientFrame;

/// Takes a message back.
public final class DeleteHandler implements FrameHandler<ClientFrame.Delete> {
    private final Writes writes;

    public DeleteHandler(Conversations conversations) {
        this.writes = new Writes(conversations);
    }

    @Override
    public void handle(Session session, ClientFrame.Delete delete) {
        writes.append(session, delete, () -> new EntryBody.Deleted(delete.seq()));
    }
}
