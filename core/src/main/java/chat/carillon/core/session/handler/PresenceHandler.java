package chat.carillon.core.session.handler;

import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.PresenceStatus;
import java.util.function.BiConsumer;

/// Shows a user as it wants to be seen, and remembers whether somebody is at the device: who is not has seen nothing of
/// what the device acknowledges.
public final class PresenceHandler implements FrameHandler<ClientFrame.Presence> {
    private final BiConsumer<Session, PresenceStatus> shown;

    /// @param shown shows the session's user so
    public PresenceHandler(BiConsumer<Session, PresenceStatus> shown) {
        this.shown = shown;
    }

    @Override
    public void handle(Session session, ClientFrame.Presence presence) {
        session.attended(!presence.idle());
        shown.accept(session, presence.status());
    }
}
