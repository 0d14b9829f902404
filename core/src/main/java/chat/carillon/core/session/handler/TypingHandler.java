package chat.carillon.core.session.handler;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.List;

/// Tells the other members that somebody is typing. Never stored, the first thing to be dropped.
public final class TypingHandler implements FrameHandler<ClientFrame.Typing> {
    private final Bus bus;

    public TypingHandler(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void handle(Session session, ClientFrame.Typing typing) {
        if (session.connection().attached(typing.conversation())) {
            var notice = new ServerFrame.TypingNotice(typing.conversation(), List.of(session.user()));
            bus.publish(new BusRecord.Ephemeral(typing.conversation(), FrameCodec.encodeServer(notice)));
        }
    }
}
