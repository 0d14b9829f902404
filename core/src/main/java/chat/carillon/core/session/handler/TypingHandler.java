package chat.carillon.core.session.handler;

import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.List;
import java.util.function.BiConsumer;

/// Tells the other members that somebody is typing. Never stored, the first thing to be dropped.
public final class TypingHandler implements FrameHandler<ClientFrame.Typing> {
    private final BiConsumer<ConversationId, byte[]> tell;

    /// @param tell takes the frame for those who are looking at the conversation; must not block
    public TypingHandler(BiConsumer<ConversationId, byte[]> tell) {
        this.tell = tell;
    }

    @Override
    public void handle(Session session, ClientFrame.Typing typing) {
        if (session.connection().attached(typing.conversation())) {
            var notice = new ServerFrame.TypingNotice(typing.conversation(), List.of(session.user()));
            tell.accept(typing.conversation(), FrameCodec.encodeServer(notice));
        }
    }
}
