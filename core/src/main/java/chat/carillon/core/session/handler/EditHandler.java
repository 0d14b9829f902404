package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ClientFrame;

/// Gives one's own message another text.
public final class EditHandler implements FrameHandler<ClientFrame.Edit> {
    private final Writes writes;

    public EditHandler(Conversations conversations) {
        this.writes = new Writes(conversations);
    }

    @Override
    public void handle(Session session, ClientFrame.Edit edit) {
        writes.append(session, edit, () -> new EntryBody.Edited(edit.seq(), edit.text()));
    }
}
