package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Markers;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.protocol.ClientFrame;

/// Moves the user's read marker.
public final class ReadHandler implements FrameHandler<ClientFrame.Read> {
    private final Markers markers;

    public ReadHandler(Markers markers) {
        this.markers = markers;
    }

    @Override
    public void handle(Session session, ClientFrame.Read read) {
        if (session.connection().attached(read.conversation())) {
            markers.mark(new Marker.ReadUpTo(read.conversation(), session.user(), read.seq()));
        }
    }
}
