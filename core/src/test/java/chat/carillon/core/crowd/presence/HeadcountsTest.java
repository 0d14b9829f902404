package chat.carillon.core.crowd.presence;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.BusRecord.Presence.Count;
import chat.carillon.core.testing.Bounds;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame.Headcount;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadcountsTest {
    private static final int MEMBERS = 10_000;
    private static final CountPeriod PERIOD = new CountPeriod(Limits.DEFAULT);
    private static final String TWO = "two#1";
    private static final String THREE = "three#1";
    private static final String EVE = "eve's session";
    private static final String DAN = "dan's session";

    private final Headcounts<String> headcounts = new Headcounts<>(Limits.DEFAULT);
    private long nowNanos;

    private void watch(String watcher) {
        headcounts.watch(watcher, List.of(C), false, nowNanos);
    }

    private List<ConversationId> toCount() {
        return headcounts.toCount(nowNanos, _ -> MEMBERS);
    }

    private void count(UserId... here) {
        toCount();
        headcounts.counted(C, Set.of(here));
    }

    private void countAfterPeriod(UserId... here) {
        nowNanos += PERIOD.longestNanos();
        count(here);
    }

    private List<Headcounts.Told<String>> due() {
        return headcounts.due(nowNanos, _ -> MEMBERS, 10);
    }

    private static Headcounts.Told<String> told(int online, String... watchers) {
        return new Headcounts.Told<>(new Headcount(C, MEMBERS, online), List.of(watchers));
    }

    private List<Count> toSay() {
        return headcounts.toSay(nowNanos, 10);
    }

    @Test
    void who_looks_is_told_once_all_nodes_have_had_time_to_answer() {
        watch(EVE);
        assertThat(headcounts.toAsk(nowNanos, 10)).containsExactly(C);
        count(ANN, BOB);
        headcounts.heard(TWO, new Count(C, 1_000));
        headcounts.heard(THREE, new Count(C, 202));
        assertThat(due()).isEmpty();
        nowNanos += Headcounts.ANSWERS_NANOS;
        assertThat(due()).containsExactly(told(1_204, EVE));
        assertThat(due()).isEmpty();
    }

    @Test
    void a_node_that_is_alone_tells_at_once() {
        headcounts.watch(EVE, List.of(C), true, nowNanos);
        count(ANN);
        assertThat(due()).containsExactly(told(1, EVE));
    }

    @Test
    void however_many_come_and_go_it_is_counted_once_a_period() {
        watch(EVE);
        assertThat(toCount()).containsExactly(C);
        nowNanos += PERIOD.longestNanos() - 1;
        assertThat(toCount()).isEmpty();
        nowNanos++;
        assertThat(toCount()).containsExactly(C);
    }

    @Test
    void the_same_number_is_told_to_newcomers_only() {
        watch(EVE);
        count(ANN);
        nowNanos += Headcounts.ANSWERS_NANOS;
        due();
        watch(DAN);
        assertThat(due()).containsExactly(told(1, DAN));
        countAfterPeriod(BOB);
        assertThat(due()).isEmpty();
        countAfterPeriod(ANN, BOB);
        assertThat(due()).containsExactly(told(2, EVE, DAN));
    }

    @Test
    void a_crowd_that_looks_at_many_conversations_is_not_counted_all_at_once() {
        List<ConversationId> all = IntStream.range(0, 12)
                .mapToObj(i -> new ConversationId("c" + i))
                .toList();
        headcounts.watch(EVE, all, true, nowNanos);
        List<ConversationId> first = toCount();
        assertThat(first).hasSize(Headcounts.MAX_MEMBERS_A_TICK / MEMBERS);
        assertThat(toCount()).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
    }

    @Test
    void of_conversations_beyond_the_bound_nothing_is_counted() {
        var none = new Headcounts<String>(Bounds.with("maxCrowds", 0));
        none.watch(EVE, List.of(C), true, nowNanos);
        assertThat(none.toCount(nowNanos, _ -> MEMBERS)).isEmpty();
    }

    @Test
    void nothing_is_counted_at_which_nobody_looks_any_more() {
        watch(EVE);
        headcounts.forget(EVE);
        assertThat(toCount()).isEmpty();
        assertThat(headcounts.isEmpty()).isTrue();
        headcounts.asked(C, nowNanos);
        nowNanos += Headcounts.ASKED_FOR_NANOS;
        assertThat(toCount()).isEmpty();
        assertThat(headcounts.isEmpty()).isTrue();
    }

    @Test
    void other_nodes_are_told_what_they_asked_for_and_then_what_is_new() {
        headcounts.asked(C, nowNanos);
        assertThat(toSay()).isEmpty();
        count(ANN);
        assertThat(toSay()).containsExactly(new Count(C, 1));
        assertThat(toSay()).isEmpty();
        headcounts.asked(C, nowNanos);
        assertThat(toSay()).containsExactly(new Count(C, 1));
        countAfterPeriod();
        assertThat(toSay()).containsExactly(new Count(C, 0));
        headcounts.asked(C, nowNanos);
        assertThat(toSay()).isEmpty();
    }

    @Test
    void what_nobody_elsewhere_looks_at_is_not_told_to_other_nodes() {
        watch(EVE);
        count(ANN);
        assertThat(toSay()).isEmpty();
    }

    @Test
    void other_nodes_are_asked_again_now_and_then() {
        watch(EVE);
        assertThat(headcounts.toAsk(nowNanos, 10)).containsExactly(C);
        watch(DAN);
        assertThat(headcounts.toAsk(nowNanos, 10)).isEmpty();
        nowNanos += Headcounts.ASK_EVERY_NANOS;
        assertThat(headcounts.toAsk(nowNanos, 10)).containsExactly(C);
    }

    @Test
    void what_a_dead_node_counted_is_nothing() {
        watch(EVE);
        count(ANN);
        headcounts.heard(TWO, new Count(C, 10));
        headcounts.heard(THREE, new Count(C, 100));
        headcounts.living(Set.of("one#1", THREE));
        nowNanos += Headcounts.ANSWERS_NANOS;
        assertThat(due()).containsExactly(told(101, EVE));
    }

    @Test
    void never_more_are_there_than_there_are_members() {
        watch(EVE);
        count(ANN);
        headcounts.heard(TWO, new Count(C, MEMBERS));
        nowNanos += Headcounts.ANSWERS_NANOS;
        assertThat(due()).containsExactly(told(MEMBERS, EVE));
    }
}
