package chat.carillon.core.crowd;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.log.Member;
import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.routing.Router;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Sample;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Entry;
import chat.carillon.model.Role;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final DeviceId PHONE = new DeviceId("phone");

    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final RecordingBus bus = new RecordingBus();
    private final ScriptedLog log = new ScriptedLog();
    private final ScriptedMembers members = new ScriptedMembers();
    private final InMemorySessionRegistry registry = new InMemorySessionRegistry();
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, time);
    private final Fanout local = new Fanout(bus, log, time, Limits.DEFAULT, blocking, (_, _) -> {});
    private final InMemoryStore store = new InMemoryStore("epoch", time, Limits.DEFAULT);
    private final Router router = new Router("one#1", bus, registry, local, members, blocking);
    private final List<ServerFrame> delivered = new ArrayList<>();
    private Strain strain = Strain.NONE;
    private final Crowd crowd = new Crowd(
            new Crowd.Ways(local, router, ann.sessions(), store.members(), bus, registry),
            Limits.DEFAULT,
            time,
            blocking,
            () -> strain);

    @BeforeEach
    void open() {
        log.put(Sample.message(1));
        members.members = List.of(member(ANN), member(BOB));
        registry.register(new Registration(BOB, PHONE, new SessionId("s"), "two#1", 0))
                .join();
        local.open(List.of(C));
        local.attach(C, delivery -> {
            if (delivery instanceof Delivery.OfEphemeral(var _, var frame)) {
                delivered.add(FrameCodec.decodeServer(frame.json(), 0, frame.json().length)
                        .orElseThrow());
            }
        });
        crowd.start();
    }

    @AfterEach
    void stop() {
        crowd.stop();
    }

    private static Member member(UserId user) {
        return new Member(C, user, Role.MEMBER, 1, 0, 0, 0, 0);
    }

    private void grows(int memberCount) {
        local.onRecord(new BusRecord.Appended(C, 2, 1, false, memberCount, FrameCodec.encodeLive(Sample.message(2))));
    }

    private void tick() {
        time.advance(Crowd.TICK);
        blocking.runAll();
        ann.run();
    }

    private void hear(ServerFrame frame) {
        crowd.onRecord(new BusRecord.Ephemeral(C, FrameCodec.encodeServer(frame)));
    }

    @Test
    void typing_is_told_here_and_elsewhere_with_the_next_tick() {
        crowd.typed(C, ANN);
        crowd.typed(C, ANN);
        assertThat(delivered).isEmpty();
        tick();
        assertThat(delivered).containsExactly(new ServerFrame.TypingNotice(C, List.of(ANN)));
        assertThat(bus.carried).containsExactly("send [two#1] c/typing");
    }

    @Test
    void typing_is_not_told_after_the_message_that_it_announced() {
        Entry message = Sample.message(2);
        crowd.typed(C, message.sender());
        crowd.appended(message, Sample.head(2, 2));
        tick();
        assertThat(delivered).isEmpty();
        assertThat(bus.carried).isEmpty();
    }

    @Test
    void typing_of_many_nodes_becomes_one_frame_and_is_not_told_on() {
        hear(new ServerFrame.TypingNotice(C, List.of(ANN)));
        hear(new ServerFrame.TypingNotice(C, List.of(BOB)));
        tick();
        assertThat(delivered).containsExactly(new ServerFrame.TypingNotice(C, List.of(ANN, BOB)));
        assertThat(bus.carried).isEmpty();
    }

    @Test
    void in_a_small_conversation_all_hear_how_far_each_has_come() {
        grows(2);
        crowd.marked(new Marker.ReceivedUpTo(C, BOB, PHONE, 2));
        crowd.marked(new Marker.ReadUpTo(C, BOB, 1));
        tick();
        assertThat(delivered).containsExactly(new ServerFrame.Receipt(C, BOB, 2, 1));
        assertThat(bus.carried).containsExactly("send [two#1] c/typing");
    }

    @Test
    void nobody_is_told_to_have_what_does_not_exist_yet() {
        grows(2);
        crowd.marked(new Marker.ReadUpTo(C, BOB, 1_000));
        tick();
        assertThat(delivered).containsExactly(new ServerFrame.Receipt(C, BOB, 2, 2));
    }

    @Test
    void in_a_large_conversation_only_the_own_devices_hear_what_was_read() {
        grows(Router.MAX_DIRECT_MEMBERS + 1);
        registry.register(new Registration(ANN, PHONE, new SessionId("t"), "three#1", 0))
                .join();
        crowd.marked(new Marker.ReceivedUpTo(C, ANN, PHONE, 2));
        crowd.marked(new Marker.ReadUpTo(C, ANN, 2));
        tick();
        assertThat(delivered).isEmpty();
        assertThat(ann.connection().sent).containsExactly(new ServerFrame.Receipt(C, ANN, 2, 2));
        assertThat(bus.carried).containsExactly("send [three#1] c/typing");
    }

    @Test
    void receipts_of_other_nodes_go_to_whom_they_concern() {
        grows(2);
        hear(new ServerFrame.Receipt(C, BOB, 2, 2));
        assertThat(delivered).containsExactly(new ServerFrame.Receipt(C, BOB, 2, 2));

        grows(2);
        local.onRecord(new BusRecord.Appended(C, 3, 2, false, 10_000, FrameCodec.encodeLive(Sample.message(3))));
        hear(new ServerFrame.Receipt(C, ANN, 3, 3));
        ann.run();
        assertThat(delivered).hasSize(1);
        assertThat(ann.connection().sent).containsExactly(new ServerFrame.Receipt(C, ANN, 3, 3));
    }

    @Test
    void under_strain_typing_is_given_up_and_counted_and_receipts_are_not_yet() {
        grows(2);
        strain = new Strain(Duration.ofMillis(150).toNanos(), 0);
        tick();
        assertThat(crowd.sheddingLevel()).isEqualTo(1);
        crowd.typed(C, ANN);
        crowd.marked(new Marker.ReadUpTo(C, BOB, 2));
        tick();
        assertThat(delivered).containsExactly(new ServerFrame.Receipt(C, BOB, 2, 2));
        assertThat(crowd.counters().shed(EphemeralKind.TYPING)).isEqualTo(1);

        strain = new Strain(0, 1);
        tick();
        crowd.marked(new Marker.ReadUpTo(C, BOB, 2));
        tick();
        assertThat(delivered).hasSize(1);
        assertThat(crowd.counters().shed(EphemeralKind.RECEIPTS)).isEqualTo(1);
    }

    @Test
    void bytes_that_nobody_understands_change_nothing() {
        crowd.onRecord(
                new BusRecord.Ephemeral(C, "{\"op\":\"hologram\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        crowd.onRecord(new BusRecord.Ephemeral(C, new byte[] {1, 2, 3}));
        tick();
        assertThat(delivered).isEmpty();
    }
}
