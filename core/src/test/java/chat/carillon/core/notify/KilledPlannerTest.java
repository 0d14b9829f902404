package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.PushStore.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A node is killed before and after each of its calls to the store, while it plans, sends, and renews its leases;
/// another goes on.
class KilledPlannerTest {
    private static final int MAX_CALLS = 500;
    private static final int SECONDS = 40;

    /// A lease, a look at the store, and the provider's answer.
    private static final Duration TAKEN_OVER = TakenPushes.LEASE.plusSeconds(2);

    private int calls;
    private final TreeSet<String> fatal = new TreeSet<>();

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0", "true, 12", "false, 12"})
    void every_message_is_told_soon_whenever_a_node_is_killed(boolean before, int answerSeconds) {
        int deaths = 0;
        boolean died = true;
        for (int call = 1; died && call < MAX_CALLS; call++) {
            died = diesAt(call, before, Duration.ofSeconds(answerSeconds));
            deaths += died ? 1 : 0;
        }

        assertThat(died).as("the last node lives through it").isFalse();
        assertThat(deaths).isGreaterThan(10);
        assertThat(fatal).contains("contexts", "write", "take", "badges", "settle");
        assertThat(fatal.contains("renew")).isEqualTo(answerSeconds > 0);
    }

    /// @return whether the node came so far
    private boolean diesAt(int fatalCall, boolean before, Duration answer) {
        var world = new PushWorld();
        world.register("bob", "phone");
        world.register("bob", "tablet");
        if (answer.isPositive()) {
            world.answerAfter(answer);
        }
        calls = 0;
        PushNode victim = world.node(killing(fatalCall, before));
        world.node();
        world.pass(Duration.ofSeconds(6));
        long first = world.post(victim, "ann", "one");
        world.pass(Duration.ofMillis(1_700));
        long second = world.post(victim, "ann", "two");
        for (int i = 0; i < SECONDS && !victim.isDead(); i++) {
            world.pass(Duration.ofSeconds(1));
        }
        boolean died = victim.isDead();
        world.pass(TAKEN_OVER.plus(answer));

        for (long seq : new long[] {first, second}) {
            assertThat(world.recorded(seq).fate()).isEqualTo(Fate.PUSHED);
            assertThat(world.recorded(seq).deliveries())
                    .as("killed at call " + fatalCall)
                    .hasSize(2)
                    .allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(State.ACCEPTED));
        }
        // Twice only what a provider was asked for, of whose answer nothing could be written.
        assertThat(new HashSet<>(world.sent())).hasSize(4);
        assertThat(world.sent()).hasSizeBetween(4, died ? answer.isPositive() ? 8 : 6 : 4);
        world.pass(Duration.ofMinutes(5));
        assertThat(world.sent()).as("sent again long after").hasSizeLessThanOrEqualTo(8);
        return died;
    }

    private PushNode.Calls killing(int fatalCall, boolean isBefore) {
        return new PushNode.Calls() {
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
                if (++calls == fatalCall) {
                    fatal.add(call);
                    throw new PushNode.Killed();
                }
            }
        };
    }
}
