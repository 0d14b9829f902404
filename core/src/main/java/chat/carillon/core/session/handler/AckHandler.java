package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Markers;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.protocol.ClientFrame;

/// Moves the device's cursors, and remembers whether somebody was at it. Cursors of conversations
/// that the session is not attached to are ignored.
public final class AckHandler implements FrameHandler<ClientFrame.Ack> {
    private final Markers markers;

    public AckHandler(Markers markers) {
        this.markers = markers;
    }

    @Override
    public void handle(Session session, ClientFrame.Ack ack) {
        ack.cursors().forEach((conversation, seq) -> {
            if (session.connection().attached(conversation)) {
                long attendedSeq = session.attended() ? seq : 0;
                markers.mark(new Marker.ReceivedUpTo(conversation, session.user(), session.device(), seq, attendedSeq));
            }
        });
    }
}
