package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.store.PushStore.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Leases of pushes: renewed while a provider is asked, and lost by a node that stalls, or that the store has lost.
class StalledNodeTest {
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final int MAX_CALLS = 500;

    private final PushWorld world = new PushWorld();
    private final List<String> calls = new ArrayList<>();
    private final Deque<CompletableFuture<PushResult>> asked = new ArrayDeque<>();
    private final Deque<BooleanSupplier> leases = new ArrayDeque<>();
    private final PushNode node = world.node(new PushNode.Calls() {
        @Override
        public void before(String call) {
            calls.add(call);
        }

        @Override
        public void after(String call) {}
    });

    StalledNodeTest() {
        world.register("bob", "phone");
        world.pass(Duration.ofSeconds(6));
        world.answers((_, ours) -> {
            leases.add(ours);
            asked.add(new CompletableFuture<>());
            return asked.getLast();
        });
    }

    private State state(long seq) {
        return world.recorded(seq).deliveries().getFirst().state();
    }

    private long renewals() {
        return calls.stream().filter("renew"::equals).count();
    }

    /// Ann says something, and the node asks the provider to tell Bob.
    private long asks() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(4));
        assertThat(asked).hasSize(1);
        world.node();
        return seq;
    }

    @Test
    void a_provider_that_takes_longer_than_a_lease_is_asked_once() {
        long seq = asks();

        world.pass(Duration.ofSeconds(100));

        assertThat(asked).hasSize(1);
        assertThat(renewals()).isBetween(9L, 10L);
        assertThat(leases.getFirst().getAsBoolean()).isTrue();
        asked.getFirst().complete(PushWorld.ACCEPTED);
        world.pass(Duration.ofMinutes(5));
        assertThat(asked).hasSize(1);
        assertThat(state(seq)).isEqualTo(State.ACCEPTED);
        assertThat(node.notifying().counters().lost.sum()).isZero();
    }

    @Test
    void all_leases_of_a_node_are_renewed_at_once() {
        for (int i = 0; i < 50; i++) {
            world.post(node, "ann", "hello " + i);
        }
        world.pass(Duration.ofSeconds(25));

        assertThat(asked).hasSize(50);
        assertThat(renewals()).isEqualTo(2);
    }

    /// The edge of at least once: a provider asked by a node that stalls is asked again by another one, under the same
    /// collapse key, and it counts what either says that has the answer.
    @Test
    void a_node_that_stalls_while_a_provider_is_asked_loses_its_lease_and_its_answer_still_counts() {
        long seq = asks();

        node.stall(Duration.ofSeconds(25));
        assertThat(asked).as("within the lease").hasSize(1);
        node.stall(Duration.ofSeconds(10));

        assertThat(asked).as("asked again by the other").hasSize(2);
        assertThat(world.notifications())
                .extracting(Notification::collapseKey)
                .containsOnly(world.notifications().getFirst().collapseKey());
        assertThat(leases.getFirst().getAsBoolean()).isFalse();
        assertThat(leases.getLast().getAsBoolean()).isTrue();
        world.pass(Duration.ofSeconds(1));
        assertThat(node.notifying().counters().lost.sum()).isEqualTo(1);
        asked.getFirst().complete(PushWorld.ACCEPTED);
        world.pass(Duration.ofSeconds(1));
        assertThat(state(seq)).as("the provider has it, whoever asked").isEqualTo(State.ACCEPTED);
        asked.getLast().complete(new PushResult.Retry(null, "503"));
        world.pass(Duration.ofMinutes(5));
        assertThat(asked).as("never a third time").hasSize(2);
        assertThat(state(seq)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void what_a_former_holder_failed_at_does_not_disturb_the_next_one() {
        long seq = asks();
        node.stall(Duration.ofSeconds(35));
        assertThat(asked).hasSize(2);

        asked.getFirst().complete(new PushResult.Retry(null, "503"));
        world.pass(Duration.ofSeconds(60));
        assertThat(asked).as("the other still holds it").hasSize(2);
        asked.getLast().complete(PushWorld.ACCEPTED);
        world.pass(Duration.ofMinutes(5));

        assertThat(asked).hasSize(2);
        assertThat(state(seq)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_node_that_wakes_before_anybody_took_over_has_its_leases_again() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(4));

        node.stall(STALL);
        assertThat(leases.getFirst().getAsBoolean()).as("until it has asked").isFalse();
        world.pass(Duration.ofMillis(200));
        assertThat(leases.getFirst().getAsBoolean()).isTrue();
        world.node();
        world.pass(Duration.ofSeconds(40));
        assertThat(asked).hasSize(1);
        asked.getFirst().complete(PushWorld.ACCEPTED);
        world.pass(Duration.ofSeconds(1));
        assertThat(state(seq)).isEqualTo(State.ACCEPTED);
    }

    @Test
    void a_node_that_cannot_reach_the_store_begins_nothing_and_another_takes_over() {
        asks();

        node.cutOff(true);
        world.pass(Duration.ofSeconds(9));
        assertThat(leases.getFirst().getAsBoolean()).isTrue();
        world.pass(Duration.ofSeconds(12));
        assertThat(leases.getFirst().getAsBoolean())
                .as("less than ten seconds left")
                .isFalse();
        assertThat(asked).hasSize(1);
        world.pass(Duration.ofSeconds(11));
        assertThat(asked).hasSize(2);
    }

    /// Leases end while the store is away, but nobody takes over before it was told what came of them.
    @Test
    void what_was_answered_while_the_store_was_away_is_not_sent_again() {
        long seq = asks();
        world.pass(Duration.ofSeconds(2));

        world.storeAway(true);
        world.pass(Duration.ofSeconds(5));
        asked.getFirst().complete(PushWorld.ACCEPTED);
        world.pass(Duration.ofMinutes(2));
        world.storeAway(false);
        world.pass(Duration.ofMinutes(5));

        assertThat(asked).hasSize(1);
        assertThat(state(seq)).isEqualTo(State.ACCEPTED);
    }

    /// A node stalls before, or after, each of its calls to the store, and goes on as if no time had passed.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_node_may_stall_at_any_call(boolean before) {
        boolean stalled = true;
        int call = 1;
        for (; stalled && call < MAX_CALLS; call++) {
            stalled = stallsAt(call, before);
        }

        assertThat(stalled).as("in the end there are fewer calls").isFalse();
        assertThat(call).isGreaterThan(10);
    }

    /// @return whether there were so many calls
    private static boolean stallsAt(int number, boolean before) {
        var world = new PushWorld();
        world.register("bob", "phone");
        world.register("bob", "tablet");
        var stall = new Stall(number, before);
        stall.node = world.node(stall);
        world.node();
        world.pass(Duration.ofSeconds(6));
        long seq = world.post(stall.node, "ann", "hello");
        world.pass(Duration.ofSeconds(12));
        world.pass(STALL);

        assertThat(world.recorded(seq).deliveries())
                .as("stalled at call %d, %s", number, stall.at)
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(State.ACCEPTED));
        boolean answersUnwritten = before && stall.at.equals("settle");
        assertThat(world.sent()).as("stalled at call %d, %s", number, stall.at).hasSize(answersUnwritten ? 4 : 2);
        return !stall.at.isEmpty();
    }

    private static final class Stall implements PushNode.Calls {
        private final int number;
        private final boolean isBefore;
        private int count;
        private String at = "";
        private @org.jspecify.annotations.Nullable PushNode node;

        private Stall(int number, boolean before) {
            this.number = number;
            isBefore = before;
        }

        @Override
        public void before(String call) {
            if (isBefore) {
                called(call);
            }
        }

        @Override
        public void after(String call) {
            if (!isBefore) {
                called(call);
            }
        }

        private void called(String call) {
            if (++count == number && node != null) {
                at = call;
                node.stall(STALL);
            }
        }
    }
}
