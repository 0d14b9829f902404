package chat.carillon.core.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final ConversationId C = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");

    private final Receipts receipts = new Receipts();

    private static Marker received(UserId user, long seq) {
        return new Marker.ReceivedUpTo(C, user, new DeviceId("phone"), seq);
    }

    @Test
    void of_many_markers_only_the_furthest_is_told() {
        var _ = receipts.moved(received(ANN, 5));
        var _ = receipts.moved(received(ANN, 7));
        var _ = receipts.moved(received(ANN, 6));
        var _ = receipts.moved(new Marker.ReadUpTo(C, ANN, 4));
        assertThat(receipts.take(10)).containsExactly(new ServerFrame.Receipt(C, ANN, 7, 4));
        assertThat(receipts.isEmpty()).isTrue();
    }

    @Test
    void what_was_read_has_arrived() {
        var _ = receipts.moved(new Marker.ReadUpTo(C, ANN, 4));
        assertThat(receipts.take(10)).containsExactly(new ServerFrame.Receipt(C, ANN, 4, 4));
    }

    @Test
    void the_oldest_are_taken_first() {
        for (int i = 0; i < 5; i++) {
            var _ = receipts.moved(received(new UserId("user" + i), 1));
        }
        assertThat(receipts.take(2))
                .extracting(ServerFrame.Receipt::user)
                .containsExactly(new UserId("user0"), new UserId("user1"));
        assertThat(receipts.take(10)).hasSize(3);
    }

    @Test
    void holds_so_many_members_and_no_more() {
        for (int i = 0; i < Receipts.MAX_WAITING; i++) {
            assertThat(receipts.moved(received(new UserId("user" + i), 1))).isTrue();
        }
        assertThat(receipts.moved(received(ANN, 1))).isFalse();
        assertThat(receipts.moved(received(new UserId("user1"), 2))).isTrue();
    }
}
