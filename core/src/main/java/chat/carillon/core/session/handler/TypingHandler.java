package chat.carillon.core.session.handler;

import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import java.util.function.BiConsumer;

/// Tells the other members that somebody is typing. Never stored, the first thing to be dropped.
public final class TypingHandler implements FrameHandler<ClientFrame.Typing> {
    private final BiConsumer<ConversationId, UserId> tell;

    /// @param tell is told who types where; must not block
    public TypingHandler(BiConsumer<ConversationId, UserId> tell) {
        this.tell = tell;
    }

    @Override
    public void handle(Session session, ClientFrame.Typing typing) {
        if (session.connection().attached(typing.conversation())) {
            tell.accept(typing.conversation(), session.user());
        }
    }
}
