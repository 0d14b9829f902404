package chat.carillon.core.session;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Membership;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipLoaderTest {
    private final ScriptedMembers store = new ScriptedMembers();
    private final Tasks blocking = new Tasks();
    private final HandTime time = new HandTime();
    private final List<Collection<ConversationId>> opened = new ArrayList<>();
    private final MembershipLoader loader = new MembershipLoader(store, opened::add, time, blocking);

    @Test
    void alone_a_user_is_loaded_at_once() {
        store.memberships.put(ANN, List.of(membership(ANN, 1, head(3, 1))));

        CompletableFuture<List<Membership>> result = loader.load(ANN);
        blocking.runAll();

        assertThat(result).isCompletedWithValue(store.memberships.get(ANN));
        assertThat(store.lookups).containsExactly(List.of(ANN));
    }

    @Test
    void those_who_arrive_during_a_query_are_the_next_one() {
        var later = new ArrayList<CompletableFuture<List<Membership>>>();
        var _ = loader.load(ANN);
        store.duringLookup(() -> {
            if (later.isEmpty()) {
                later.add(loader.load(BOB));
                later.add(loader.load(new UserId("cat")));
                later.add(loader.load(BOB));
            }
        });
        blocking.runAll();

        assertThat(store.lookups).containsExactly(List.of(ANN), List.of(BOB, new UserId("cat")));
        assertThat(later).allSatisfy(result -> assertThat(result).isCompletedWithValue(List.of()));
    }

    @Test
    void whoever_asks_during_a_query_is_answered_by_one_that_began_later() {
        var second = new ArrayList<CompletableFuture<List<Membership>>>();
        CompletableFuture<List<Membership>> first = loader.load(ANN);
        store.duringLookup(() -> {
            if (second.isEmpty()) {
                second.add(loader.load(ANN));
            } else {
                store.memberships.put(ANN, List.of(membership(ANN, 4, head(4, 4))));
            }
        });
        blocking.runAll();

        assertThat(first).isCompletedWithValue(List.of());
        assertThat(second.getFirst()).isCompletedWithValue(store.memberships.get(ANN));
    }

    @Test
    void many_who_arrive_at_once_are_few_queries() {
        List<CompletableFuture<List<Membership>>> results = IntStream.range(0, 1_200)
                .mapToObj(i -> loader.load(new UserId("u" + i)))
                .toList();
        blocking.runAll();

        assertThat(store.lookups).extracting(List::size).containsExactly(500, 500, 200);
        assertThat(loader.queries()).isEqualTo(3);
        assertThat(loader.lookups()).isEqualTo(1_200);
        assertThat(results).allSatisfy(result -> assertThat(result).isCompletedWithValue(List.of()));
    }

    @Test
    void what_a_query_found_is_opened_in_one_go_before_anybody_is_told() {
        store.memberships.put(ANN, List.of(membership(ANN, 1, head(3, 1))));
        store.memberships.put(BOB, List.of(membership(BOB, 1, head(3, 1))));
        CompletableFuture<List<Membership>> ann = loader.load(ANN);
        var _ = loader.load(BOB);
        blocking.runAll();

        assertThat(opened)
                .containsExactly(
                        List.of(membership(ANN, 1, head(3, 1)).conversation().id()));
        assertThat(ann).isCompleted();
    }

    @Test
    void queries_that_follow_one_another_for_long_wait_for_those_who_come() {
        for (int i = 0; i < 20; i++) {
            var _ = loader.load(new UserId("early" + i));
            blocking.runAll();
        }
        CompletableFuture<List<Membership>> late = loader.load(ANN);
        blocking.runAll();
        assertThat(late).isNotDone();

        var _ = loader.load(BOB);
        time.advance(Duration.ofMillis(100));
        blocking.runAll();

        assertThat(late).isCompleted();
        assertThat(store.lookups).hasSize(21);
        assertThat(store.lookups.getLast()).containsExactly(ANN, BOB);
    }

    @Test
    void a_stream_of_users_is_ten_queries_a_second() {
        for (int i = 0; i < 1_000; i++) {
            var _ = loader.load(new UserId("u" + i));
            time.advance(Duration.ofMillis(20));
            blocking.runAll();
        }

        assertThat(loader.queries()).isBetween(200L, 221L);
    }

    @Test
    void a_storm_is_few_queries_a_second() {
        for (int i = 0; i < 2_000; i++) {
            var _ = loader.load(new UserId("u" + i));
            time.advance(Duration.ofMillis(5));
            blocking.runAll();
        }

        // The first come alone, as long as there are tokens.
        assertThat(loader.queries()).isBetween(20L + 24, 20L + 30);
    }

    @Test
    void a_full_query_is_not_held_back() {
        for (int i = 0; i < 20; i++) {
            var _ = loader.load(new UserId("early" + i));
            blocking.runAll();
        }
        time.advance(Duration.ofMillis(100));
        for (int i = 0; i < 1_100; i++) {
            var _ = loader.load(new UserId("crowd" + i));
        }
        blocking.runAll();

        assertThat(store.lookups.subList(20, 22)).extracting(List::size).containsExactly(500, 500);
        assertThat(loader.lookups()).isEqualTo(1_020);
    }

    @Test
    void nobody_waits_longer_in_a_stronger_storm() {
        var arrived = new ArrayDeque<CompletableFuture<List<Membership>>>();
        for (int milli = 0; milli < 10_000; milli++) {
            for (int i = 0; i < 3; i++) {
                arrived.add(loader.load(new UserId("u" + milli + "-" + i)));
            }
            time.advance(Duration.ofMillis(1));
            blocking.runAll();
            while (!arrived.isEmpty() && arrived.getFirst().isDone()) {
                arrived.removeFirst();
            }
            assertThat(arrived).as("those of the last half second").hasSizeLessThan(3 * 500);
        }
    }

    @Test
    void a_failure_is_told_to_those_it_concerns_and_the_next_are_loaded() {
        store.unavailable = true;
        CompletableFuture<List<Membership>> failed = loader.load(ANN);
        blocking.runAll();
        store.unavailable = false;
        CompletableFuture<List<Membership>> result = loader.load(ANN);
        blocking.runAll();

        assertThat(failed).isCompletedExceptionally();
        assertThat(result).isCompletedWithValue(List.of());
    }
}
