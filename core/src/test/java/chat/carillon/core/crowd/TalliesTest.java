package chat.carillon.core.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.MemberStore.Mark;
import chat.carillon.core.store.MemberStore.Tally;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame.Watermarks;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TalliesTest {
    private static final ConversationId C = new ConversationId("c");

    private final Tallies tallies = new Tallies(Limits.DEFAULT);
    private int members = 200;

    private List<ConversationId> due(long millis) {
        return tallies.due(nanos(millis), _ -> members);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void counts_where_markers_moved_and_not_before_the_period_is_over() {
        tallies.moved(C, nanos(0));
        assertThat(due(1_999)).isEmpty();
        assertThat(due(2_000)).containsExactly(C);
        assertThat(due(9_000)).isEmpty();
        tallies.moved(C, nanos(9_000));
        assertThat(due(9_000)).containsExactly(C);
    }

    @Test
    void the_larger_the_crowd_the_rarer() {
        members = 5_000;
        tallies.moved(C, nanos(0));
        assertThat(due(4_999)).isEmpty();
        assertThat(due(5_000)).containsExactly(C);
    }

    @Test
    void what_another_node_counted_is_not_counted_again_at_once() {
        tallies.moved(C, nanos(0));
        tallies.heard(new Watermarks(C, 200, List.of()), nanos(1_500));
        assertThat(due(3_000)).isEmpty();
        assertThat(due(3_500)).containsExactly(C);
    }

    @Test
    void what_was_told_is_not_told_again() {
        tallies.moved(C, nanos(0));
        var frame = new Watermarks(C, 200, List.of(new Watermarks.Mark(1, 2, 1)));
        assertThat(tallies.isNew(frame)).isTrue();
        assertThat(tallies.isNew(frame)).isFalse();
    }

    @Test
    void forgets_conversations_in_which_nothing_moves() {
        tallies.moved(C, nanos(0));
        due(2_000);
        due(11_999);
        assertThat(tallies.isEmpty()).isFalse();
        due(12_000);
        assertThat(tallies.isEmpty()).isTrue();
    }

    @Test
    void all_have_their_turn_however_many_they_are() {
        var counted = new java.util.HashSet<ConversationId>();
        for (int tick = 0; tick < 100; tick++) {
            for (int i = 0; i < 100; i++) {
                tallies.moved(new ConversationId("c" + i), nanos(0));
            }
            List<ConversationId> due = due(2_000L + 2_000L * tick);
            assertThat(due).hasSizeLessThanOrEqualTo(Tallies.MAX_DUE_A_TICK);
            counted.addAll(due);
        }
        assertThat(counted).hasSize(100);
    }

    @Test
    void counts_the_last_seqs_exactly_and_then_ever_fewer() {
        assertThat(Tallies.seqs(0)).isEmpty();
        assertThat(Tallies.seqs(3)).containsExactly(3L, 2L, 1L);
        assertThat(Tallies.seqs(10_000))
                .containsExactly(
                        10_000L, 9_999L, 9_998L, 9_997L, 9_996L, 9_995L, 9_994L, 9_993L, 9_985L, 9_969L, 9_937L, 9_873L,
                        9_745L, 9_489L, 8_977L, 7_953L);
    }

    @Test
    void a_mark_that_says_nothing_new_is_left_out_and_every_seq_has_an_answer() {
        var tally = new Tally(10, List.of(new Mark(9, 5, 1), new Mark(8, 5, 1), new Mark(7, 8, 2), new Mark(3, 9, 9)));
        Watermarks frame = Tallies.frame(C, tally);
        assertThat(frame.marks())
                .containsExactly(
                        new Watermarks.Mark(9, 5, 1), new Watermarks.Mark(7, 8, 2), new Watermarks.Mark(3, 9, 9));
        assertThat(frame.at(10)).isEqualTo(new Watermarks.Mark(10, 0, 0));
        assertThat(frame.at(8)).isEqualTo(new Watermarks.Mark(8, 5, 1));
        assertThat(frame.at(5)).isEqualTo(new Watermarks.Mark(5, 8, 2));
        assertThat(frame.at(1)).isEqualTo(new Watermarks.Mark(1, 9, 9));
    }
}
