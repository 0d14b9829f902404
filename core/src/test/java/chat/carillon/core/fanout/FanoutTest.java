package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.message;
import static chat.carillon.core.testing.Sample.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Sample;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.SmallLimits;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FanoutTest {
    private static final ConversationId UNKNOWN = new ConversationId("unknown");

    private final ScriptedLog log = new ScriptedLog();
    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final RecordingBus bus = new RecordingBus();
    private final List<UserId> joined = new ArrayList<>();
    private final List<Delivery.OfEntry> offered = new ArrayList<>();
    private final DeliveryLoop loop = delivery -> offered.add((Delivery.OfEntry) delivery);
    private final Fanout fanout = new Fanout(
            bus,
            log,
            time,
            SmallLimits.with(Map.of("maxPageEntries", 2)),
            blocking,
            (_, users) -> joined.addAll(users));

    private List<Long> seqs() {
        return offered.stream().map(Delivery.OfEntry::seq).toList();
    }

    private void openAt(long headSeq) {
        log.putMessages(1, headSeq, Sample::message);
        fanout.open(List.of(C));
        fanout.attach(C, loop);
    }

    @Test
    void an_entry_that_is_appended_while_the_feed_opens_is_not_lost() {
        log.putMessages(1, 3, Sample::message);
        log.duringHeads(() -> {
            // One was committed just before the heads were read, one just after.
            log.put(message(4));
            fanout.onRecord(record(4));
            fanout.onRecord(record(5));
        });

        fanout.open(List.of(C));

        assertThat(fanout.attach(C, loop)).isEqualTo(new Position(5, 5, 0));
    }

    @Test
    void a_small_conversation_needs_no_subscription() {
        log.memberCount = 2;
        openAt(3);

        assertThat(bus.subscribed).isEmpty();
    }

    @Test
    void a_conversation_is_subscribed_to_before_it_is_so_large_that_it_is_published() {
        log.memberCount = 2;
        openAt(3);
        log.memberCount = 24;
        fanout.onHead(log.heads(List.of(C)).get(C));

        assertThat(bus.subscribed).containsExactly(C);
    }

    @Test
    void what_was_published_before_the_subscription_held_is_found() {
        openAt(3);
        log.put(message(4));
        fanout.onSubscribed(C);
        blocking.runAll();

        assertThat(seqs()).containsExactly(4L);
    }

    @Test
    void a_record_that_overtakes_the_answer_of_the_store_is_backfilled() {
        log.putMessages(1, 3, Sample::message);
        log.duringHeads(() -> fanout.onRecord(record(6)));
        openAt(0);
        assertThat(fanout.attach(C, loop)).isEqualTo(new Position(3, 3, 0));

        log.putMessages(4, 6, Sample::message);
        blocking.runAll();

        assertThat(seqs()).containsExactly(4L, 5L, 6L);
        assertThat(log.reads).containsExactly("c 3 5");
        assertThat(fanout.counters().gaps()).isEqualTo(1);
        assertThat(fanout.counters().backfilledEntries()).isEqualTo(2);
    }

    @Test
    void many_conversations_are_opened_with_one_query() {
        var other = new ConversationId("other");
        log.put(message(1));

        fanout.open(List.of(C, other));
        fanout.open(List.of(C));

        assertThat(log.headQueries).isEqualTo(1);
        assertThat(fanout.attach(other, loop)).isNull();
        assertThat(bus.subscribed).containsExactly(C);
        assertThat(fanout.openFeeds()).isEqualTo(1);
    }

    @Test
    void a_feed_that_cannot_be_opened_leaves_nothing_behind() {
        log.unavailable = true;

        assertThatThrownBy(() -> fanout.open(List.of(C))).isInstanceOf(StoreUnavailableException.class);

        assertThat(fanout.openFeeds()).isZero();
        assertThat(bus.subscribed).isEmpty();
        assertThat(fanout.attach(C, loop)).isNull();
        log.unavailable = false;
        openAt(2);
        assertThat(fanout.attach(C, loop)).isEqualTo(new Position(2, 2, 0));
    }

    @Test
    void whoever_waits_for_another_to_open_a_feed_learns_that_it_failed() throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        var waiting = new Thread(() -> fanout.open(List.of(C)));
        waiting.setUncaughtExceptionHandler((_, error) -> failures.add(error));
        log.duringHeads(() -> {
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            log.unavailable = true;
        });

        assertThatThrownBy(() -> fanout.open(List.of(C))).isInstanceOf(StoreUnavailableException.class);

        waiting.join();
        assertThat(failures).singleElement().isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void a_gap_is_read_page_by_page() {
        openAt(1);
        log.putMessages(2, 6, Sample::message);
        fanout.onHead(C, 6);
        blocking.runAll();

        assertThat(seqs()).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(log.reads).containsExactly("c 1 6", "c 3 6", "c 5 6");
    }

    @Test
    void a_gap_that_could_not_be_read_is_asked_for_again() {
        openAt(1);
        log.putMessages(2, 3, Sample::message);
        log.unavailable = true;
        fanout.onHead(C, 3);
        blocking.runAll();
        assertThat(seqs()).isEmpty();

        log.unavailable = false;
        fanout.askAgain();
        blocking.runAll();

        assertThat(seqs()).containsExactly(2L, 3L);
    }

    @Test
    void records_and_heads_of_conversations_that_are_not_open_are_ignored() {
        fanout.onRecord(record(1));
        fanout.onHead(UNKNOWN, 5);
        fanout.onRecord(new BusRecord.Ephemeral(UNKNOWN, new byte[0]));
        fanout.detach(UNKNOWN, loop);

        assertThat(fanout.mayHaveLeft(UNKNOWN, ANN, 1)).isTrue();
        assertThat(log.reads).isEmpty();
    }

    @Test
    void those_who_join_a_conversation_that_is_not_open_are_told_of() {
        fanout.onRecord(record(Sample.joined(1, ANN, BOB)));

        assertThat(joined).containsExactly(ANN, BOB);
    }

    @Test
    void a_record_that_cannot_be_read_is_as_good_as_lost() {
        openAt(1);
        log.put(Sample.left(2, BOB));
        fanout.onRecord(new BusRecord.Appended(C, 2, 2, true, 2, "garbage".getBytes(StandardCharsets.UTF_8)));
        assertThat(offered).isEmpty();

        fanout.onHead(C, 2);
        blocking.runAll();

        assertThat(offered)
                .singleElement()
                .satisfies(entry -> assertThat(entry.leaving()).containsExactly(BOB));
    }

    @Test
    void feeds_that_nobody_needs_are_forgotten() {
        openAt(1);
        time.advance(Duration.ofMinutes(5));
        fanout.retireIdle();
        assertThat(fanout.openFeeds()).isEqualTo(1);

        fanout.detach(C, loop);
        time.advance(Duration.ofSeconds(60));
        fanout.retireIdle();
        assertThat(fanout.openFeeds()).isEqualTo(1);

        time.advance(Duration.ofNanos(1));
        fanout.retireIdle();
        assertThat(fanout.openFeeds()).isZero();
        assertThat(bus.subscribed).isEmpty();
    }

    @Test
    void a_conversation_that_is_opened_while_it_is_forgotten_stays_subscribed() throws InterruptedException {
        openAt(1);
        fanout.detach(C, loop);
        time.advance(Duration.ofMinutes(2));
        var tries = new AtomicInteger();
        var opening = new Thread(() -> {
            do {
                fanout.open(List.of(C));
                tries.incrementAndGet();
            } while (fanout.attach(C, loop) == null);
        });
        bus.beforeUnsubscribe = () -> {
            opening.start();
            // Either it is through, or it is kept waiting.
            while (opening.isAlive() && opening.getState() != Thread.State.BLOCKED && tries.get() < 3) {
                Thread.onSpinWait();
            }
        };

        fanout.retireIdle();
        opening.join();

        assertThat(fanout.openFeeds()).isEqualTo(1);
        assertThat(bus.subscribed).containsExactly(C);
    }
}
