package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.store.PushStore.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A message is read while a provider is asked to show it: the withdrawal must not come first. It is read on the node
/// that asks the provider, or on another.
class OvertakenTest {
    private static final PushResult NOT_BEGUN = new PushResult.Retry(null, "another node may have it");

    private final PushWorld world = new PushWorld();
    private final PushNode node = world.node();
    private final PushNode other = world.node();
    private final CompletableFuture<PushResult> answer = new CompletableFuture<>();
    private BooleanSupplier mayBegin = () -> true;

    OvertakenTest() {
        world.register("bob", "phone");
        world.pass(Duration.ofSeconds(6));
        world.answers((notification, ours) -> {
            if (notification.act() == Act.WITHDRAW) {
                return CompletableFuture.completedFuture(PushWorld.ACCEPTED);
            }
            mayBegin = ours;
            return answer;
        });
    }

    /// Ann says something, and the node asks the provider to tell Bob.
    private long asks() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(4));
        assertThat(world.sent()).hasSize(1);
        return seq;
    }

    private State state(long seq) {
        return world.recorded(seq).deliveries().getFirst().state();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_read_while_a_provider_is_asked_is_withdrawn_when_it_has_answered(boolean here) {
        long seq = asks();
        world.read(here ? node : other, "bob", seq);

        world.pass(Duration.ofSeconds(20));
        assertThat(world.sent()).hasSize(1);
        answer.complete(PushWorld.ACCEPTED);
        world.pass(Duration.ofSeconds(2));
        assertThat(world.sent()).hasSize(2).last().isEqualTo("bob/phone " + seq + " withdraw null");
        assertThat(state(seq)).isEqualTo(State.WITHDRAWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_read_while_a_provider_is_asked_that_never_answers_is_withdrawn_when_the_lease_has_ended(boolean here) {
        long seq = asks();
        world.read(here ? node : other, "bob", seq);

        world.pass(TakenPushes.LEASE.plusSeconds(2));
        assertThat(state(seq)).isEqualTo(State.WITHDRAWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_read_while_it_waits_for_its_turn_is_neither_shown_nor_withdrawn(boolean here) {
        long seq = asks();
        world.read(here ? node : other, "bob", seq);
        world.pass(Duration.ofSeconds(2));

        assertThat(mayBegin.getAsBoolean()).isFalse();
        answer.complete(NOT_BEGUN);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.sent()).hasSize(1);
        assertThat(state(seq)).isEqualTo(State.DROPPED);
    }

    @Test
    void what_has_waited_for_its_turn_has_a_whole_lease_when_it_begins() {
        asks();
        world.pass(Duration.ofSeconds(9));
        assertThat(mayBegin.getAsBoolean()).isTrue();

        node.cutOff(true);
        world.pass(TakenPushes.LEASE.minus(TakenPushes.MIN_LEFT));
        assertThat(mayBegin.getAsBoolean()).isTrue();
        assertThat(world.sent()).hasSize(1);
    }
}
