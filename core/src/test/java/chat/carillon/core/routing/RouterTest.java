package chat.carillon.core.routing;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Sample;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Role;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final UserId CAT = new UserId("cat");
    private static final int MANY = Router.MAX_DIRECT_MEMBERS + 1;

    private final ScriptedLog log = new ScriptedLog();
    private final ScriptedMembers members = new ScriptedMembers();
    private final RecordingBus bus = new RecordingBus();
    private final Tasks blocking = new Tasks();
    private final Registry registry = new Registry();
    private final Fanout local = new Fanout(bus, log, new HandTime(), Limits.DEFAULT, Runnable::run, (_, _) -> {});
    private final Router router = new Router("one#1", bus, registry, local, members, blocking);

    /// Counts the questions, and fails when told to.
    private static final class Registry implements SessionRegistry {
        final InMemorySessionRegistry real = new InMemorySessionRegistry();
        int lookups;
        boolean unavailable;

        @Override
        public CompletableFuture<Void> register(Registration registration) {
            return real.register(registration);
        }

        @Override
        public void unregister(Registration registration) {
            real.unregister(registration);
        }

        @Override
        public Map<UserId, List<Registration>> find(Collection<UserId> users) {
            lookups++;
            if (unavailable) {
                throw new RegistryUnavailableException("the test says so", null);
            }
            return real.find(users);
        }
    }

    @BeforeEach
    void ann_and_bob_are_members() {
        members.members = members(ANN, BOB);
        connect(ANN, "one#1");
        connect(BOB, "two#1");
    }

    private static List<Member> members(UserId... users) {
        return Stream.of(users)
                .map(user -> new Member(C, user, Role.MEMBER, 1, 0, 1, 0, 1))
                .toList();
    }

    private void connect(UserId user, String node) {
        var session = new SessionId(user.value() + "-" + node.replace('#', '-'));
        var _ = registry.register(new Registration(user, new DeviceId("phone"), session, node, 1));
    }

    private static Conversation.Head head(long seq, long membershipSeq, int memberCount) {
        return new Conversation.Head(C, seq, seq, 1, membershipSeq, memberCount, 1_000);
    }

    private void append(long seq, long membershipSeq, int memberCount) {
        router.appended(Sample.message(seq), head(seq, membershipSeq, memberCount));
    }

    @Test
    void a_direct_message_costs_one_lookup_and_one_record_to_one_node() {
        append(2, 1, 2);
        blocking.runAll();

        assertThat(bus.carried).containsExactly("send [two#1] c/2");
        assertThat(registry.lookups).isEqualTo(1);
        assertThat(router.counters().direct()).isEqualTo(1);
        assertThat(router.counters().published()).isZero();
    }

    @Test
    void two_devices_on_one_node_cost_one_record() {
        var _ = registry.register(new Registration(BOB, new DeviceId("tablet"), new SessionId("b2"), "two#1", 1));
        append(2, 1, 2);
        blocking.runAll();

        assertThat(bus.carried).containsExactly("send [two#1] c/2");
    }

    @Test
    void nobody_elsewhere_costs_nothing() {
        members.members = members(ANN);
        append(2, 1, 1);
        blocking.runAll();

        assertThat(bus.carried).isEmpty();
    }

    @Test
    void what_waits_is_looked_up_with_one_question_and_goes_out_in_order() {
        append(2, 1, 2);
        append(3, 1, 2);
        append(4, 1, 2);
        blocking.runAll();

        assertThat(bus.carried).containsExactly("send [two#1] c/2", "send [two#1] c/3", "send [two#1] c/4");
        assertThat(registry.lookups).isEqualTo(1);
        assertThat(members.memberQueries).isEqualTo(1);
    }

    @Test
    void members_are_read_again_when_they_have_changed() {
        append(2, 1, 2);
        blocking.runAll();
        members.members = members(ANN, BOB, CAT);
        connect(CAT, "three#1");
        router.appended(Sample.joined(3, CAT), head(3, 3, 3));
        append(4, 3, 3);
        blocking.runAll();

        assertThat(bus.carried)
                .containsExactly("send [two#1] c/2", "send [three#1, two#1] c/3", "send [three#1, two#1] c/4");
        assertThat(members.memberQueries).isEqualTo(2);
    }

    @Test
    void who_left_hears_of_it() {
        members.members = members(ANN);
        router.appended(Sample.left(3, BOB), head(3, 3, 1));
        blocking.runAll();

        assertThat(bus.carried).containsExactly("send [two#1] c/3");
    }

    @Test
    void a_large_conversation_is_published_once_without_a_lookup() {
        append(2, 1, MANY);
        blocking.runAll();

        assertThat(bus.carried).containsExactly("publish c/2");
        assertThat(registry.lookups).isZero();
        assertThat(members.memberQueries).isZero();
    }

    @Test
    void who_joins_a_large_conversation_is_told_where_it_is() {
        connect(CAT, "three#1");
        router.appended(Sample.joined(3, CAT), head(3, 3, MANY));
        blocking.runAll();

        assertThat(bus.carried).containsExactly("publish c/3", "send [three#1] c/3");
    }

    @Test
    void a_registry_that_cannot_say_costs_a_broadcast() {
        registry.unavailable = true;
        append(2, 1, 2);
        blocking.runAll();

        assertThat(bus.carried).containsExactly("broadcast c/2");
        assertThat(router.counters().broadcast()).isEqualTo(1);
    }

    @Test
    void a_store_that_cannot_say_costs_a_broadcast() {
        members.unavailable = true;
        append(2, 1, 2);
        blocking.runAll();

        assertThat(bus.carried).containsExactly("broadcast c/2");
    }

    @Test
    void the_own_node_is_told_at_once_and_without_the_bus() {
        log.put(Sample.message(1));
        local.open(List.of(C));
        var seqs = new ArrayList<Long>();
        local.attach(C, delivery -> seqs.add(((Delivery.OfEntry) delivery).seq()));
        append(2, 1, 2);

        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void a_node_that_is_alone_asks_nobody() {
        bus.reachesOthers = false;
        append(2, 1, 2);

        assertThat(blocking.waiting()).isZero();
        assertThat(bus.carried).isEmpty();
    }

    @Test
    void more_than_can_wait_is_dropped_and_counted() {
        for (int seq = 2; seq < 10_004; seq++) {
            append(seq, 1, 2);
        }

        assertThat(router.counters().dropped()).isEqualTo(2);
    }

    @Test
    void typing_goes_where_the_members_are_or_to_whoever_subscribes() {
        router.elsewhere(C, new byte[0]);
        blocking.runAll();
        assertThat(bus.carried).containsExactly("send [two#1] c/typing");

        bus.carried.clear();
        var many = new ArrayList<UserId>();
        for (int i = 0; i < MANY; i++) {
            many.add(new UserId("user" + i));
        }
        members.members = members(many.toArray(UserId[]::new));
        append(3, 3, 2);
        router.elsewhere(C, new byte[0]);
        blocking.runAll();
        assertThat(bus.carried).last().isEqualTo("publish c/typing");
    }

    @Test
    void what_was_durable_already_makes_the_local_feed_look() {
        log.put(Sample.message(1));
        local.open(List.of(C));
        var seqs = new ArrayList<Long>();
        local.attach(C, delivery -> seqs.add(((Delivery.OfEntry) delivery).seq()));
        log.put(Sample.message(2));
        router.alreadyDurable(C, 2);

        assertThat(seqs).containsExactly(2L);
        assertThat(bus.carried).isEmpty();
    }
}
