package chat.carillon.core.crowd;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.message;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.crowd.presence.Presences;
import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.routing.Router;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.Headcount;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresencesTest {
    private static final UserId STRANGER = new UserId("eve");
    private static final PresenceNotice ANN_ONLINE = new PresenceNotice(ANN, PresenceStatus.ONLINE, null);
    private static final PresenceNotice BOB_AWAY = new PresenceNotice(BOB, PresenceStatus.AWAY, null);

    /// What the log says.
    private static final int MEMBERS = 100;

    private static final Strain HARD = new Strain(Duration.ofMillis(400).toNanos(), 0);

    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final RecordingBus bus = new RecordingBus();
    private final InMemorySessionRegistry registry = new InMemorySessionRegistry();
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, time);
    private final ScriptedLog log = new ScriptedLog();
    private final Fanout local = new Fanout(bus, log, time, Limits.DEFAULT, blocking, (_, _) -> {});
    private final InMemoryStore store = new InMemoryStore("epoch", time, Limits.DEFAULT);
    private final Router router = new Router("n#1", bus, registry, local, new ScriptedMembers(), blocking);
    private Strain strain = Strain.NONE;
    private final Crowd crowd = new Crowd(
            new Crowd.Ways(local, router, ann.sessions(), store.members(), bus, registry),
            Limits.DEFAULT,
            time,
            blocking,
            () -> strain);
    private final Presences presences = crowd.presences();
    private final Session session = ann.session();

    @BeforeEach
    void open() {
        for (UserId user : List.of(ANN, BOB, STRANGER)) {
            store.accounts().create(new AccountStore.Account(user, user.value(), false, false, 0), null);
        }
        var settings = Conversation.Settings.of(ConversationKind.GROUP);
        store.conversations()
                .create(new NewConversation(C, ConversationKind.GROUP, null, null, settings, ANN, List.of(BOB), 0));
        log.put(message(1));
        crowd.start();
    }

    @AfterEach
    void stop() {
        crowd.stop();
    }

    private void tick() {
        time.advance(Crowd.TICK);
        blocking.runAll();
    }

    private void settle() {
        for (int i = 0; i < 4; i++) {
            tick();
        }
    }

    private void watch(UserId... users) {
        presences.watch(session, new ClientFrame.Watch(List.of(users)));
        blocking.runAll();
    }

    private List<PresenceNotice> shown() {
        List<PresenceNotice> shown = ann.connection().sent(PresenceNotice.class);
        ann.connection().sent.clear();
        return shown;
    }

    private void bobIsElsewhere() {
        registry.register(new Registration(BOB, new DeviceId("phone"), new SessionId("s"), "two#1", 0))
                .join();
    }

    @Test
    void who_comes_is_told_to_the_other_nodes_once() {
        presences.opened(session);
        assertThat(bus.told).isEmpty();
        settle();
        assertThat(bus.told).containsExactly(new BusRecord.Presence(List.of(ANN_ONLINE), List.of()));
    }

    @Test
    void other_nodes_are_asked_at_once_and_answer_for_those_they_know() {
        bobIsElsewhere();
        watch(BOB);
        assertThat(bus.told).containsExactly(new BusRecord.Presence(List.of(), List.of(BOB)));
        assertThat(shown()).isEmpty();
        crowd.onTold("two#1", new BusRecord.Presence(List.of(BOB_AWAY), List.of()));
        tick();
        assertThat(shown()).containsExactly(BOB_AWAY);
    }

    @Test
    void what_others_ask_is_answered_with_the_next_tick() {
        presences.opened(session);
        settle();
        bus.told.clear();
        crowd.onTold("two#1", new BusRecord.Presence(List.of(), List.of(ANN, BOB)));
        tick();
        assertThat(bus.told).containsExactly(new BusRecord.Presence(List.of(ANN_ONLINE), List.of()));
    }

    @Test
    void of_strangers_nothing_is_told() {
        watch(STRANGER);
        crowd.onTold(
                "two#1",
                new BusRecord.Presence(List.of(new PresenceNotice(STRANGER, PresenceStatus.ONLINE, null)), List.of()));
        tick();
        assertThat(shown()).isEmpty();
        assertThat(bus.told).isEmpty();
    }

    @Test
    void who_is_in_no_conversation_yet_is_told_of_themselves() {
        var eve = new OpenSession(STRANGER, Limits.DEFAULT, time);
        presences.opened(eve.session());
        settle();
        presences.watch(eve.session(), new ClientFrame.Watch(List.of(BOB, STRANGER)));
        blocking.runAll();
        tick();
        assertThat(eve.connection().sent(PresenceNotice.class))
                .containsExactly(new PresenceNotice(STRANGER, PresenceStatus.ONLINE, null));
    }

    @Test
    void who_is_gone_is_told_nothing_more() {
        bobIsElsewhere();
        presences.opened(session);
        watch(BOB);
        presences.left(session);
        crowd.onTold("two#1", new BusRecord.Presence(List.of(BOB_AWAY), List.of()));
        tick();
        assertThat(shown()).isEmpty();
    }

    @Test
    void under_strain_all_of_it_waits() {
        strain = HARD;
        tick();
        tick();
        presences.opened(session);
        watch(BOB);
        tick();
        assertThat(bus.told).isEmpty();
        assertThat(shown()).isEmpty();
        assertThat(crowd.counters().shed(EphemeralKind.PRESENCE)).isEqualTo(2);

        strain = Strain.NONE;
        for (int i = 0; i < 20; i++) {
            tick();
        }
        assertThat(bus.told).isNotEmpty();
        assertThat(shown()).containsExactly(new PresenceNotice(BOB, PresenceStatus.OFFLINE, null));
    }

    @Test
    void how_many_are_there_is_counted_where_somebody_looks_and_asked_of_the_other_nodes() {
        open(ANN);
        ann.attachTo(C);
        presences.watch(session, new ClientFrame.Watch(List.of(), List.of(C)));
        tick();
        assertThat(bus.told).containsExactly(new BusRecord.Presence(List.of(), List.of(), List.of(), List.of(C)));
        crowd.onTold("two#1", counts(new BusRecord.Presence.Count(C, 1)));
        settle();
        ann.run();
        assertThat(ann.connection().sent(Headcount.class)).containsExactly(new Headcount(C, MEMBERS, 1));
    }

    @Test
    void who_left_meanwhile_is_told_no_headcount_and_of_other_conversations_nothing_is_counted() {
        open(ANN);
        presences.watch(session, new ClientFrame.Watch(List.of(), List.of(C)));
        settle();
        assertThat(bus.told).isEmpty();
        ann.attachTo(C);
        presences.watch(session, new ClientFrame.Watch(List.of(), List.of(C)));
        settle();
        ann.connection().detach(C);
        settle();
        ann.run();
        assertThat(ann.connection().sent(Headcount.class)).isEmpty();
    }

    @Test
    void a_node_answers_for_conversations_that_it_has_and_counts_those_who_are_there() {
        presences.opened(session);
        open(ANN);
        settle();
        bus.told.clear();
        crowd.onTold(
                "two#1", new BusRecord.Presence(List.of(), List.of(), List.of(), List.of(C, new ConversationId("d"))));
        settle();
        assertThat(bus.told).containsExactly(counts(new BusRecord.Presence.Count(C, 1)));
    }

    @Test
    void a_user_who_is_seen_on_two_nodes_is_told_again_so_that_one_of_them_counts() {
        presences.opened(session);
        settle();
        bus.told.clear();
        crowd.onTold("two#1", new BusRecord.Presence(List.of(ANN_ONLINE), List.of()));
        tick();
        assertThat(bus.told).containsExactly(new BusRecord.Presence(List.of(ANN_ONLINE), List.of()));
        crowd.onTold("two#1", new BusRecord.Presence(List.of(ANN_ONLINE), List.of()));
        tick();
        assertThat(bus.told).hasSize(1);
    }

    private static BusRecord.Presence counts(BusRecord.Presence.Count count) {
        return new BusRecord.Presence(List.of(), List.of(), List.of(count), List.of());
    }

    /// The conversation has sessions of these users here.
    private void open(UserId... users) {
        local.open(List.of(C));
        var _ = local.attach(C, new DeliveryLoop() {
            @Override
            public void offer(Delivery delivery) {}

            @Override
            public void census(ConversationId conversation, Consumer<Collection<UserId>> to) {
                to.accept(List.of(users));
            }
        });
    }
}
