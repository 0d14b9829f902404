package chat.carillon.testkit.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a [Bus] between several nodes promises.
///
/// A bus may lose anything at any time, so no test counts on the first record: what must arrive is handed over again
/// until it does, and what must not arrive is handed over before something that does.
public abstract class BusContract {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final ConversationId OTHER = new ConversationId("other");
    private static final String ANN = "n1#1";
    private static final String BOB = "n2#1";
    private static final String EVE = "n3#1";
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final List<Bus> opened = new CopyOnWriteArrayList<>();

    /// The bus of one more node, connected to the same broker as all others of this test.
    ///
    /// @param node name and incarnation
    protected abstract Bus connect(String node);

    /// One node's bus, and what it heard.
    private record Node(
            Bus bus, List<BusRecord.OfConversation> heard, List<String> told, List<ConversationId> subscribed)
            implements Bus.Listener {
        @Override
        public void onTold(String node, BusRecord.Told record) {
            told.add(node + " " + record);
        }

        @Override
        public void onRecord(BusRecord.OfConversation record) {
            heard.add(record);
        }

        @Override
        public void onSubscribed(ConversationId conversation) {
            subscribed.add(conversation);
        }

        void subscribe(ConversationId conversation) {
            int before = subscribed.size();
            bus.subscribe(conversation);
            await().atMost(WITHIN)
                    .until(() -> subscribed.subList(before, subscribed.size()).contains(conversation));
        }

        boolean heard(BusRecord.Appended wanted) {
            return heard.stream()
                    .anyMatch(record -> record instanceof BusRecord.Appended appended
                            && appended.conversation().equals(wanted.conversation())
                            && appended.seq() == wanted.seq());
        }
    }

    private Node node(String name) {
        Bus bus = connect(name);
        opened.add(bus);
        var node =
                new Node(bus, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        bus.listen(node);
        return node;
    }

    @AfterEach
    void close() {
        opened.forEach(Bus::close);
    }

    private static BusRecord.Appended entry(ConversationId conversation, long seq) {
        return new BusRecord.Appended(conversation, seq, seq - 1, seq % 2 == 0, 33, frame("entry"));
    }

    private static byte[] frame(String op) {
        return "{\"op\":\"%s\",\"text\":\"Grüße\"}".formatted(op).getBytes(StandardCharsets.UTF_8);
    }

    /// Does it again until these nodes have heard it.
    private static void untilHeard(
            BusRecord.Appended record, Consumer<BusRecord.OfConversation> handOver, Node... nodes) {
        await().atMost(WITHIN).until(() -> {
            handOver.accept(record);
            return List.of(nodes).stream().allMatch(node -> node.heard(record));
        });
    }

    @Test
    void what_is_published_reaches_every_other_node_that_subscribes() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        Node eve = node(EVE);
        bob.subscribe(GENERAL);
        eve.subscribe(GENERAL);

        untilHeard(entry(GENERAL, 1), ann.bus()::publish, bob, eve);
    }

    @Test
    void what_is_published_spares_nodes_that_do_not_subscribe_any_more_or_never_did() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        Node eve = node(EVE);
        bob.subscribe(GENERAL);
        bob.subscribe(OTHER);
        eve.subscribe(OTHER);
        untilHeard(entry(GENERAL, 1), ann.bus()::publish, bob);

        bob.bus().unsubscribe(GENERAL);
        // A broker may take its time to forget; what follows is late enough.
        untilHeard(entry(OTHER, 1), ann.bus()::publish, bob, eve);
        ann.bus().publish(entry(GENERAL, 2));
        untilHeard(entry(OTHER, 2), ann.bus()::publish, bob, eve);

        assertThat(bob.heard(entry(GENERAL, 2))).isFalse();
        assertThat(eve.heard(entry(GENERAL, 1))).isFalse();
    }

    @Test
    void what_is_sent_reaches_the_nodes_that_are_named_and_no_other() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        Node eve = node(EVE);
        eve.subscribe(GENERAL);

        untilHeard(entry(GENERAL, 1), record -> ann.bus().send(Set.of(BOB), record), bob);
        untilHeard(entry(GENERAL, 2), record -> ann.bus().send(Set.of(BOB, EVE), record), bob, eve);

        assertThat(eve.heard(entry(GENERAL, 1))).isFalse();
    }

    @Test
    void what_is_sent_to_a_former_life_of_a_node_is_not_received() {
        Node ann = node(ANN);
        Node again = node("n2#2");

        ann.bus().send(Set.of(BOB), entry(GENERAL, 1));
        untilHeard(entry(GENERAL, 2), record -> ann.bus().send(Set.of("n2#2"), record), again);

        assertThat(again.heard(entry(GENERAL, 1))).isFalse();
    }

    @Test
    void what_is_broadcast_reaches_all_other_nodes() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        Node eve = node(EVE);

        untilHeard(entry(GENERAL, 1), ann.bus()::broadcast, bob, eve);
    }

    @Test
    void a_node_does_not_hear_itself() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        ann.subscribe(GENERAL);
        bob.subscribe(GENERAL);

        untilHeard(entry(GENERAL, 1), ann.bus()::publish, bob);
        untilHeard(entry(GENERAL, 2), ann.bus()::broadcast, bob);
        untilHeard(entry(GENERAL, 3), record -> ann.bus().send(Set.of(ANN, BOB), record), bob);
        untilHeard(entry(GENERAL, 4), bob.bus()::publish, ann);

        assertThat(ann.heard()).allMatch(record -> ((BusRecord.Appended) record).seq() == 4);
    }

    @Test
    void a_record_arrives_as_it_was() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        BusRecord.Appended record = entry(GENERAL, 1_234_567_890_124L);
        var typing = new BusRecord.Ephemeral(GENERAL, frame("typing"));

        untilHeard(record, ann.bus()::broadcast, bob);
        assertThat(bob.heard().getFirst()).usingRecursiveComparison().isEqualTo(record);

        await().atMost(WITHIN).until(() -> {
            ann.bus().broadcast(typing);
            return bob.heard().getLast() instanceof BusRecord.Ephemeral;
        });
        assertThat(bob.heard().getLast()).usingRecursiveComparison().isEqualTo(typing);
    }

    @Test
    void subscribing_twice_is_subscribing_once() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        bob.subscribe(GENERAL);
        bob.bus().subscribe(GENERAL);
        bob.bus().unsubscribe(GENERAL);
        bob.bus().unsubscribe(GENERAL);
        bob.bus().subscribe(OTHER);
        untilHeard(entry(OTHER, 1), ann.bus()::publish, bob);

        ann.bus().publish(entry(GENERAL, 1));
        untilHeard(entry(OTHER, 2), ann.bus()::publish, bob);

        assertThat(bob.heard(entry(GENERAL, 1))).isFalse();
    }

    @Test
    void many_threads_may_publish_at_once() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        bob.subscribe(GENERAL);

        IntStream.rangeClosed(1, 1_000).parallel().forEach(seq -> ann.bus().publish(entry(GENERAL, seq)));

        untilHeard(entry(GENERAL, 1_001), ann.bus()::publish, bob);
    }

    @Test
    void who_is_there_is_told_to_every_other_node() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        Node eve = node(EVE);
        var away = new PresenceNotice(new UserId("ann"), PresenceStatus.AWAY, null);
        var gone = new PresenceNotice(new UserId("bob"), PresenceStatus.OFFLINE, 7L);
        var record = new BusRecord.Presence(List.of(away, gone), List.of(new UserId("eve")));

        await().atMost(WITHIN).until(() -> {
            ann.bus().tell(record);
            return !bob.told().isEmpty() && !eve.told().isEmpty();
        });
        assertThat(bob.told()).containsOnly(ANN + " " + record);
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void nothing_throws_whether_nobody_listens_or_the_bus_is_closed() {
        Bus bus = connect(ANN);

        assertThatCode(() -> {
                    bus.broadcast(entry(GENERAL, 1));
                    bus.close();
                    bus.publish(entry(GENERAL, 2));
                    bus.send(Set.of(BOB), entry(GENERAL, 3));
                    bus.broadcast(entry(GENERAL, 4));
                    bus.tell(new BusRecord.Presence(List.of(), List.of()));
                    bus.subscribe(GENERAL);
                    bus.unsubscribe(GENERAL);
                    bus.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void a_node_that_leaves_hears_nothing_and_takes_nothing_from_the_others() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        Node eve = node(EVE);
        bob.subscribe(GENERAL);
        eve.subscribe(GENERAL);
        untilHeard(entry(GENERAL, 1), ann.bus()::publish, bob, eve);

        bob.bus().close();
        untilHeard(entry(GENERAL, 2), ann.bus()::publish, eve);

        assertThat(bob.heard(entry(GENERAL, 2))).isFalse();
    }

    @Test
    void is_healthy_when_records_get_through() {
        Node ann = node(ANN);
        Node bob = node(BOB);
        untilHeard(entry(GENERAL, 1), ann.bus()::broadcast, bob);

        await().atMost(WITHIN).until(() -> ann.bus().healthy() && bob.bus().healthy());
        assertThat(ann.bus().reachesOthers()).isTrue();
    }
}
