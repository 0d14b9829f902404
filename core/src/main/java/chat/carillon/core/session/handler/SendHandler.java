package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ClientFrame;

/// Posts a message (docs/reference/protocol.md, "Writing").
public final class SendHandler implements FrameHandler<ClientFrame.Send> {
    private final Writes writes;

    public SendHandler(Conversations conversations) {
        this.writes = new Writes(conversations);
    }

    @Override
    public void handle(Session session, ClientFrame.Send send) {
        writes.append(
                session,
                send,
                () -> new EntryBody.Posted(send.text(), send.replyTo(), send.thread(), send.attachments()));
    }
}
