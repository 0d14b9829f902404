package chat.carillon.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.AccountStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That somebody became a member travels on the bus; where that is dead nobody tells.
class UntoldMemberTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    /// A device that does nothing but listen.
    private static final class Listening implements Peer {
        final List<ServerFrame> heard = new ArrayList<>();

        @Override
        public void onFrame(SimConnection connection, ServerFrame frame) {
            heard.add(frame);
        }

        @Override
        public void onClosed(SimConnection connection, @Nullable CloseCode code) {}

        boolean has(Class<? extends ServerFrame> kind) {
            return heard.stream().anyMatch(kind::isInstance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hears_of_a_direct_conversation_within_two_seconds_while_the_bus_is_dead(long seed) {
        assertThat(hears(seed, Sabotage.NONE)).isTrue();
        assertThat(hears(seed, Sabotage.STORE_HIDES_MEMBERSHIPS)).isFalse();
    }

    private static boolean hears(long seed, Sabotage sabotage) {
        var scheduler = new SimScheduler(new Chance(seed), null);
        var time = new SimTime(scheduler, new Life(), 0);
        var database = new SimDatabase(scheduler, time, Limits.DEFAULT, sabotage, 1);
        for (UserId user : List.of(ANN, BOB)) {
            database.content().accounts().create(new AccountStore.Account(user, user.value(), false, false, 0), null);
        }
        var broker = new SimBroker(scheduler);
        var around = new SimNode.Surroundings(scheduler, database, List.of(broker), Limits.DEFAULT, sabotage);
        var cluster = new SimCluster(around, 2);
        assertThat(scheduler.runUntil(() -> cluster.serving().size() == 2, Duration.ofSeconds(1)))
                .isTrue();
        List<SimNode> nodes = cluster.serving();
        var bob = new Listening();
        nodes.getLast()
                .accept(bob)
                .submit(new ClientFrame.Hello(BOB.value(), null, new DeviceId("phone"), null, Map.of()));
        assertThat(scheduler.runUntil(() -> bob.has(ServerFrame.Welcome.class), Duration.ofSeconds(1)))
                .isTrue();
        broker.set(new SimBroker.Faults(0, 0, 0, Duration.ZERO, true));

        nodes.getFirst()
                .run(node -> node.conversations()
                        .create(new NewConversation(
                                new ConversationId("c"),
                                ConversationKind.DIRECT,
                                null,
                                null,
                                Conversation.Settings.of(ConversationKind.DIRECT),
                                ANN,
                                List.of(BOB),
                                0)));
        return scheduler.runUntil(() -> bob.has(ServerFrame.Joined.class), Duration.ofSeconds(2));
    }
}
