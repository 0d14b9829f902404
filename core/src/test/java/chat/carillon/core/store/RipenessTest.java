package chat.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.plan.RipeMessage;
import chat.carillon.core.push.plan.RipeMessage.Broadcast;
import chat.carillon.core.store.PushStore.Ripe;
import chat.carillon.core.store.PushStore.Ripeness;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RipenessTest {
    private static final ConversationId ID = new ConversationId("here");
    private static final long NOW = 1_790_000_000_000L;
    private static final Ripeness RIPENESS = new Ripeness(NOW - 3_000, NOW - 10_000, NOW - 3_600_000);

    private static Conversation direct(long headSeq, long changedAtMillis) {
        var head = new Conversation.Head(ID, headSeq, headSeq, 1, 1, 2, changedAtMillis);
        ConversationKind kind = ConversationKind.DIRECT;
        return new Conversation(ID, kind, null, null, Conversation.Settings.of(kind), head);
    }

    private static RipeMessage message(long seq, long atMillis) {
        return new RipeMessage(seq, new UserId("ann"), atMillis, null, false, Set.of(), Broadcast.NONE);
    }

    @Test
    void what_is_ripe_ends_before_the_first_that_is_not() {
        Ripe ripe = RIPENESS.ripe(
                direct(4, NOW), List.of(message(2, NOW - 5_000), message(3, NOW - 3_000), message(4, NOW - 1_000)));

        assertThat(ripe.messages()).extracting(RipeMessage::seq).containsExactly(2L, 3L);
        assertThat(ripe.untilSeq()).isEqualTo(3);
        assertThat(ripe.nextMillis()).isEqualTo(2_000);
    }

    @Test
    void a_log_at_rest_is_ripe_whatever_the_clocks_said() {
        Ripe ripe = RIPENESS.ripe(direct(2, NOW - 4_000), List.of(message(2, NOW + 60_000)));

        assertThat(ripe.messages()).hasSize(1);
        assertThat(ripe.untilSeq()).isEqualTo(2);
    }

    /// Accepted long ago, durable only since the head was read: a database that stood still does that.
    @Test
    void a_message_that_came_after_the_head_was_read_is_left_to_the_next_plan() {
        Ripe ripe = RIPENESS.ripe(direct(2, NOW), List.of(message(2, NOW - 6_000), message(3, NOW - 6_000)));

        assertThat(ripe.messages()).extracting(RipeMessage::seq).containsExactly(2L);
        assertThat(ripe.untilSeq()).isEqualTo(2);
    }
}
