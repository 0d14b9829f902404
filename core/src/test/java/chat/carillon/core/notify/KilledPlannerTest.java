package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.PushStore.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node is killed before and after each of its calls to the store; another goes on.
class KilledPlannerTest {
    private static final int MAX_CALLS = 500;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_message_is_told_whenever_a_node_is_killed(boolean before) {
        int deaths = 0;
        boolean died = true;
        for (int call = 1; died && call < MAX_CALLS; call++) {
            died = diesAt(call, before);
            deaths += died ? 1 : 0;
        }

        assertThat(died).as("the last node lives through it").isFalse();
        assertThat(deaths).isGreaterThan(10);
    }

    /// @return whether the node came so far
    private static boolean diesAt(int fatalCall, boolean before) {
        var world = new PushWorld();
        world.register("bob", "phone");
        world.register("bob", "tablet");
        var calls = new AtomicInteger();
        PushWorld.PushNode victim = world.node(new PushWorld.Calls() {
            @Override
            public void before() {
                if (before && calls.incrementAndGet() == fatalCall) {
                    throw new PushWorld.Killed();
                }
            }

            @Override
            public void after() {
                if (!before && calls.incrementAndGet() == fatalCall) {
                    throw new PushWorld.Killed();
                }
            }
        });
        world.pass(Duration.ofSeconds(6));
        long first = world.post(victim, "ann", "one");
        world.pass(Duration.ofMillis(1_700));
        long second = world.post(victim, "ann", "two");
        world.pass(Duration.ofSeconds(8));
        boolean died = world.isDead(victim);
        world.kill(victim);
        world.node();

        world.pass(Duration.ofMinutes(5));

        for (long seq : new long[] {first, second}) {
            assertThat(world.recorded(seq).fate()).isEqualTo(Fate.PUSHED);
            assertThat(world.recorded(seq).deliveries())
                    .as("killed at call " + fatalCall)
                    .hasSize(2)
                    .allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(State.ACCEPTED));
        }
        // Twice only what the provider had answered in the moment of death, of which nothing could be written.
        assertThat(new HashSet<>(world.sent())).hasSize(4);
        assertThat(world.sent()).hasSizeBetween(4, died ? 6 : 4);
        return died;
    }
}
