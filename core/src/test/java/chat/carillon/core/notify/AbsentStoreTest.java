package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One call to the store fails, each in turn; the node goes on.
class AbsentStoreTest {
    private static final int MAX_CALLS = 500;

    /// Less than a lease: what a node took it must send or give back.
    private static final Duration SOON = Duration.ofSeconds(25);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_message_is_told_soon_whichever_call_to_the_store_fails(boolean defect) {
        boolean failed = true;
        int call = 1;
        for (; failed && call < MAX_CALLS; call++) {
            failed = failsAt(call, defect);
        }

        assertThat(failed).as("in the end there are fewer calls").isFalse();
        assertThat(call).isGreaterThan(10);
    }

    /// @return whether there were so many calls
    private static boolean failsAt(int failing, boolean defect) {
        var world = new PushWorld();
        world.register("bob", "phone");
        var calls = new AtomicInteger();
        PushNode node = world.node(new PushNode.Calls() {
            @Override
            public void before(String call) {
                if (calls.incrementAndGet() == failing) {
                    throw defect ? new IllegalStateException("once") : new StoreUnavailableException("once", null);
                }
            }

            @Override
            public void after(String call) {}
        });
        world.pass(Duration.ofSeconds(6));
        long seq = world.post(node, "ann", "one");
        world.pass(SOON);

        assertThat(world.sent()).as("call %d failed", failing).hasSize(1);
        assertThat(node.notifying().counters().decided(Fate.PUSHED))
                .as("call %d failed", failing)
                .isOne();
        if (!defect) {
            // After a defect what came of it may be unknown until the lease has ended.
            assertThat(world.recorded(seq).deliveries())
                    .as("call %d failed", failing)
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.state()).isEqualTo(State.ACCEPTED));
        }
        return calls.get() >= failing;
    }
}
