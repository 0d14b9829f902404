package chat.carillon.core.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.Bounds;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TypistsTest {
    private static final ConversationId C = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final Typists typists = new Typists(Limits.DEFAULT);
    private int members = 2;

    private List<Typists.Told> due(long millis) {
        return typists.due(nanos(millis), _ -> members);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void is_told_at_the_next_tick_and_then_once_a_second_at_most() {
        typists.typed(C, ANN, true, nanos(0));
        assertThat(due(0)).containsExactly(new Typists.Told(C, List.of(ANN), List.of(ANN)));

        typists.typed(C, ANN, true, nanos(10));
        typists.typed(C, BOB, true, nanos(20));
        assertThat(due(999)).isEmpty();
        assertThat(due(1_000)).containsExactly(new Typists.Told(C, List.of(ANN, BOB), List.of(ANN, BOB)));
    }

    @Test
    void other_nodes_are_told_only_of_those_who_type_here() {
        typists.typed(C, ANN, false, nanos(0));
        typists.typed(C, BOB, true, nanos(0));
        assertThat(due(0)).containsExactly(new Typists.Told(C, List.of(ANN, BOB), List.of(BOB)));
    }

    @Test
    void who_has_written_is_not_told_to_type_any_more() {
        typists.typed(C, ANN, true, nanos(0));
        typists.typed(C, BOB, true, nanos(0));
        typists.wrote(C, ANN);
        assertThat(due(0)).containsExactly(new Typists.Told(C, List.of(BOB), List.of(BOB)));

        typists.typed(C, ANN, true, nanos(10));
        assertThat(due(1_000)).containsExactly(new Typists.Told(C, List.of(ANN), List.of(ANN)));
    }

    @Test
    void a_frame_names_a_few() {
        for (int i = 0; i < 100; i++) {
            typists.typed(C, new UserId("user" + i), true, nanos(0));
        }
        assertThat(due(0))
                .singleElement()
                .satisfies(told -> assertThat(told.users()).hasSize(Typists.MAX_NAMES));
    }

    @Test
    void a_large_conversation_is_told_less_often() {
        members = Limits.DEFAULT.maxTypingMembers() + 1;
        typists.typed(C, ANN, true, nanos(0));
        due(0);
        typists.typed(C, ANN, true, nanos(1));
        assertThat(due(2_999)).isEmpty();
        assertThat(due(3_000)).hasSize(1);
    }

    @Test
    void is_told_as_often_as_the_operator_wants() {
        var eager = new Typists(Bounds.with("typingPeriod", Duration.ofMillis(250)));
        eager.typed(C, ANN, true, nanos(0));
        eager.due(nanos(0), _ -> members);
        eager.typed(C, ANN, true, nanos(1));
        assertThat(eager.due(nanos(250), _ -> members)).hasSize(1);

        var sparing = new Typists(Bounds.with("maxTypingMembers", 0));
        sparing.typed(C, ANN, true, nanos(0));
        sparing.due(nanos(0), _ -> members);
        sparing.typed(C, ANN, true, nanos(1));
        assertThat(sparing.due(nanos(2_999), _ -> members)).isEmpty();
    }

    @Test
    void forgets_conversations_in_which_nobody_types_any_more() {
        typists.typed(C, ANN, true, nanos(0));
        due(0);
        assertThat(typists.isEmpty()).isFalse();
        assertThat(due(1_000)).isEmpty();
        assertThat(typists.isEmpty()).isTrue();
    }

    @Test
    void holds_so_many_conversations_and_no_more() {
        for (int i = 0; i < Limits.DEFAULT.maxCrowds() + 5; i++) {
            typists.typed(new ConversationId("c" + i), ANN, true, nanos(0));
        }
        assertThat(due(0)).hasSize(Limits.DEFAULT.maxCrowds());
    }
}
