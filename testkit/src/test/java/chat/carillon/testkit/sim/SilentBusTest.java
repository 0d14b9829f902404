package chat.carillon.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.AccountStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.testkit.sim.cluster.Peer;
import chat.carillon.testkit.sim.cluster.SimBroker;
import chat.carillon.testkit.sim.cluster.SimCluster;
import chat.carillon.testkit.sim.cluster.SimConnection;
import chat.carillon.testkit.sim.cluster.SimNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How soon a member on one node is given what was posted on the other, once something has been wrong between them
/// for so long that the nodes must have noticed; and that it takes longer if they did not.
class SilentBusTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final ConversationId C = new ConversationId("c");
    private static final int MESSAGES = 30;
    private static final Duration NOTICED = Duration.ofSeconds(3);

    /// What is wrong.
    enum Wrong {
        /// Each node hears itself, and the other one is heard.
        ONE_WAY,
        BROKER_DEAD,
        /// The link to the other region's broker is cut; its nodes are heard at home.
        REGION_DEAF,
        REGISTRY_OUT;

        int regions() {
            return this == REGION_DEAF ? 2 : 1;
        }

        void begin(List<SimBroker> brokers, SimNode one, SimNode other) {
            switch (this) {
                case ONE_WAY -> brokers.getFirst().cut(one, other);
                case BROKER_DEAD -> brokers.getFirst().set(new SimBroker.Faults(0, 0, 0, Duration.ZERO, true));
                case REGION_DEAF -> other.setAbroadCut(true);
                case REGISTRY_OUT -> brokers.getFirst().setRegistryOut(true);
            }
        }
    }

    /// A device that counts what it is given.
    private static final class Counting implements Peer {
        boolean welcome;
        int live;

        @Override
        public void onFrame(SimConnection connection, ServerFrame frame) {
            welcome |= frame instanceof ServerFrame.Welcome;
            live += frame instanceof ServerFrame.Live ? 1 : 0;
        }

        @Override
        public void onClosed(SimConnection connection, @Nullable CloseCode code) {}
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_WAY,      800, BUS_MISSES_NOBODY",
        "ONE_WAY,      800, NODES_DO_NOT_KNOW_EACH_OTHER",
        "BROKER_DEAD,  800, STORE_HIDES_CHANGES",
        "REGION_DEAF,  800, BUS_IGNORES_OTHER_REGIONS",
        "REGISTRY_OUT, 200, REGISTRY_OUTAGE_MEANS_NOBODY",
    })
    void members_are_given_messages_in_time_because_the_nodes_notice(Wrong wrong, long maxMillis, Sabotage sabotage) {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(slowestMillis(seed, wrong, Sabotage.NONE)).isLessThanOrEqualTo(maxMillis);
            assertThat(slowestMillis(seed, wrong, sabotage)).isGreaterThan(maxMillis);
        }
    }

    private static long slowestMillis(long seed, Wrong wrong, Sabotage sabotage) {
        var scheduler = new SimScheduler(new Chance(seed), null);
        var time = new SimTime(scheduler, new Life(), 0);
        var database = new SimDatabase(scheduler, time, Limits.DEFAULT, sabotage, 1);
        for (UserId user : List.of(ANN, BOB)) {
            database.content().accounts().create(new AccountStore.Account(user, user.value(), false, false, 0), null);
        }
        var wanted = new NewConversation(
                C,
                ConversationKind.DIRECT,
                null,
                null,
                Conversation.Settings.of(ConversationKind.DIRECT),
                ANN,
                List.of(BOB),
                0);
        database.created(database.content().conversations().create(wanted));
        List<SimBroker> brokers = Stream.generate(() -> new SimBroker(scheduler))
                .limit(wrong.regions())
                .toList();
        var cluster =
                new SimCluster(new SimNode.Surroundings(scheduler, database, brokers, Limits.DEFAULT, sabotage), 2);
        assertThat(scheduler.runUntil(() -> cluster.serving().size() == 2, Duration.ofSeconds(1)))
                .isTrue();
        SimNode one = cluster.serving().getFirst();
        SimNode other = cluster.serving().getLast();
        var bob = new Counting();
        other.accept(bob).submit(new ClientFrame.Hello(BOB.value(), null, new DeviceId("phone"), null, Map.of()));
        assertThat(scheduler.runUntil(() -> bob.welcome, Duration.ofSeconds(1))).isTrue();
        wrong.begin(brokers, one, other);
        return slowestMillis(scheduler, one, bob);
    }

    /// Of many messages that are posted at one node to the conversation of a member at another.
    private static long slowestMillis(SimScheduler scheduler, SimNode one, Counting bob) {
        scheduler.runUntil(() -> false, NOTICED);
        long slowest = 0;
        for (int i = 1; i <= MESSAGES; i++) {
            scheduler.runUntil(() -> false, scheduler.chance().upTo(Duration.ofSeconds(1)));
            long began = scheduler.nowNanos();
            var body = new EntryBody.Posted("message " + i, null, null, List.of());
            one.run(node -> {
                var _ = node.conversations().append(C, ANN, Authority.MEMBER, null, body);
            });
            int all = i;
            scheduler.runUntil(() -> bob.live == all, Duration.ofSeconds(5));
            slowest = Math.max(slowest, scheduler.nowNanos() - began);
        }
        return Duration.ofNanos(slowest).toMillis();
    }
}
