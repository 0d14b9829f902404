package chat.carillon.core.session;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Membership;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipLoaderTest {
    private final ScriptedMembers store = new ScriptedMembers();
    private final Tasks blocking = new Tasks();
    private final MembershipLoader loader = new MembershipLoader(store, blocking);

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
