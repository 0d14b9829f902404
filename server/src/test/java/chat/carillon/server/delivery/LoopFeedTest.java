package chat.carillon.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.EncodedFrame;
import chat.carillon.core.fanout.Position;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.Limits;
import chat.carillon.server.ManualTime;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopFeedTest {
    private static final ConversationId CONVERSATION = new ConversationId("c");

    private final Journal journal = new Journal(new ManualTime());
    private final LoopFeed feed = new LoopFeed(
            CONVERSATION, new Position(6, 6, 1), Limits.DEFAULT, UnpooledByteBufAllocator.DEFAULT, journal);

    @Test
    void writes_what_follows_its_position() {
        assertThat(feed.offer(entry(7), 0)).isTrue();
        feed.visit(1, 0);

        assertThat(feed.position()).isEqualTo(new Position(7, 7, 1));
    }

    @Test
    void drops_what_the_inbox_held_from_before_it_was_attached_again() {
        assertThat(feed.offer(entry(5), 0)).isTrue();
        assertThat(feed.offer(entry(6), 0)).isTrue();
        assertThat(feed.hasWork()).isFalse();

        assertThat(feed.offer(entry(7), 0)).isTrue();
    }

    @Test
    void says_when_entries_are_missing() {
        assertThat(feed.offer(entry(9), 0)).isFalse();
        assertThat(feed.offer(entry(10), 0)).isTrue();
    }

    @Test
    void drops_ephemeral_frames_while_much_waits() {
        for (long seq = 7; seq < 107; seq++) {
            feed.offer(entry(seq), 0);
        }
        feed.offer(new Delivery.OfEphemeral(CONVERSATION, new EncodedFrame(new byte[] {'e'})), 0);
        feed.visit(1, 0);
        feed.visit(1, 0);

        assertThat(feed.nextIndex()).isEqualTo(2);
        assertThat(feed.hasWork()).isFalse();
        assertThat(feed.position().seq()).isEqualTo(106);
    }

    @Test
    void journals_a_round_as_one_step_however_many_entries_it_carried() {
        feed.offer(entry(7), 0);
        feed.offer(entry(8), 0);
        feed.visit(1, 0);
        feed.offer(new Delivery.OfEphemeral(CONVERSATION, new EncodedFrame(new byte[] {'e'})), 0);
        feed.visit(1, 0);

        assertThat(journal.find(CONVERSATION, 7).steps())
                .isEqualTo(journal.find(CONVERSATION, 8).steps())
                .singleElement()
                .isInstanceOfSatisfying(Step.Written.class, round -> {
                    assertThat(round.afterSeq()).isEqualTo(6);
                    assertThat(round.untilSeq()).isEqualTo(8);
                });
        assertThat(journal.find(CONVERSATION, 9).steps()).isEmpty();
    }

    private static Delivery entry(long seq) {
        return new Delivery.OfEntry(CONVERSATION, seq, seq, false, Set.of(), new EncodedFrame(new byte[] {'{', '}'}));
    }
}
