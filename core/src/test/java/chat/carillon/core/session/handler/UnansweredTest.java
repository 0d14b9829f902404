package chat.carillon.core.session.handler;

import static chat.carillon.core.testing.OpenSession.PHONE;
import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.conversation.MarkerListener;
import chat.carillon.core.conversation.Markers;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The handlers of what is not answered: acks, read markers, typing.
class UnansweredTest {
    private static final ConversationId STRANGE = new ConversationId("strange");

    private final HandTime time = new HandTime();
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, time);
    private final Markers markers = new Markers(ann.members(), time, ann.blocking(), MarkerListener.NONE, _ -> true);

    @Test
    void an_ack_moves_the_cursors_of_the_device_where_it_is_attached() {
        ann.attachTo(C);
        new AckHandler(markers).handle(ann.session(), new ClientFrame.Ack(Map.of(C, 5L, STRANGE, 6L)));
        markers.flush();

        assertThat(ann.members().marks).containsExactly(List.of(new Marker.ReceivedUpTo(C, ANN, PHONE, 5)));
        assertThat(ann.connection().sent).isEmpty();
    }

    @Test
    void reading_moves_the_marker_of_the_user_where_it_is_attached() {
        ann.attachTo(C);
        var handler = new ReadHandler(markers);
        handler.handle(ann.session(), new ClientFrame.Read(C, 5));
        handler.handle(ann.session(), new ClientFrame.Read(STRANGE, 6));
        markers.flush();

        assertThat(ann.members().marks).containsExactly(List.of(new Marker.ReadUpTo(C, ANN, 5)));
    }

    @Test
    void typing_is_told_to_the_conversation_where_the_session_is_attached() {
        var told = new ArrayList<String>();
        ann.attachTo(C);
        var handler = new TypingHandler((conversation, user) -> told.add(conversation + " " + user));
        handler.handle(ann.session(), new ClientFrame.Typing(C));
        handler.handle(ann.session(), new ClientFrame.Typing(STRANGE));

        assertThat(told).containsExactly(C + " " + ANN);
    }
}
