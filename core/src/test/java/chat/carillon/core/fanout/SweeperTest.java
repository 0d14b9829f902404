package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Sample;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.Tasks;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private final ScriptedLog log = new ScriptedLog();
    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final RecordingBus bus = new RecordingBus();
    private final List<Long> seqs = new ArrayList<>();
    private final List<Long> looks = new ArrayList<>();
    private final Fanout fanout = new Fanout(bus, log, time, Limits.DEFAULT, blocking, (_, _) -> {});
    private final Sweeper sweeper = new Sweeper(fanout, log, bus, time, blocking, looks::add);

    private void begin() {
        log.put(Sample.message(1));
        fanout.open(List.of(C));
        fanout.attach(C, delivery -> seqs.add(((Delivery.OfEntry) delivery).seq()));
        sweeper.start();
    }

    private void pass(Duration by) {
        log.nowMillis += by.toMillis();
        time.advance(by);
        blocking.runAll();
    }

    @Test
    void finds_what_the_bus_lost_within_a_second() {
        begin();
        log.put(Sample.message(2));
        pass(Duration.ofMillis(999));
        assertThat(seqs).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void looks_every_five_seconds_where_there_can_be_no_other_node() {
        bus.reachesOthers = false;
        begin();
        log.put(Sample.message(2));
        pass(Duration.ofMillis(4_999));
        assertThat(seqs).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void looks_twice_a_second_while_the_bus_is_suspect() {
        bus.healthy = false;
        begin();
        log.put(Sample.message(2));
        pass(Duration.ofMillis(500));

        assertThat(seqs).containsExactly(2L);
        bus.healthy = true;
        pass(Duration.ofMillis(500));
        log.put(Sample.message(3));
        pass(Duration.ofMillis(900));
        assertThat(seqs).containsExactly(2L);
        pass(Duration.ofMillis(100));
        assertThat(seqs).containsExactly(2L, 3L);
    }

    @Test
    void does_not_compare_the_clock_of_the_node_with_that_of_the_store() {
        time.setWallError(Duration.ofHours(1));
        begin();
        log.put(Sample.message(2));
        pass(Duration.ofSeconds(5));

        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void a_clock_of_the_store_that_jumps_back_hides_nothing() {
        begin();
        pass(Duration.ofSeconds(5));
        log.nowMillis -= Duration.ofHours(1).toMillis();
        log.put(Sample.message(2));
        pass(Duration.ofSeconds(5));

        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void a_clock_of_the_store_that_jumps_back_while_it_cannot_be_asked_hides_nothing() {
        begin();
        pass(Duration.ofSeconds(5));
        log.nowMillis -= Duration.ofHours(1).toMillis();
        log.put(Sample.message(2));
        log.unavailable = true;
        pass(Duration.ofSeconds(15));
        log.unavailable = false;
        pass(Duration.ofSeconds(5));

        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void looks_back_over_ten_seconds() {
        begin();
        pass(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));

        assertThat(log.changedSince).containsExactly(log.nowMillis - 10_000 - 10_000, log.nowMillis - 5_000 - 10_000);
        assertThat(looks).isEqualTo(log.changedSince);
    }

    @Test
    void a_transaction_that_was_stuck_is_found_within_a_minute() {
        begin();
        pass(Duration.ofSeconds(5));
        long stuck = log.nowMillis;
        pass(Duration.ofSeconds(30));
        long now = log.nowMillis;
        log.nowMillis = stuck;
        log.put(Sample.message(2));
        log.nowMillis = now;

        pass(Duration.ofSeconds(5));
        assertThat(seqs).isEmpty();
        for (int seconds = 0; seconds < 60; seconds += 5) {
            pass(Duration.ofSeconds(5));
        }
        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void goes_on_looking_after_the_store_could_not_be_asked() {
        begin();
        log.put(Sample.message(2));
        log.unavailable = true;
        pass(Duration.ofSeconds(5));
        log.unavailable = false;
        pass(Duration.ofSeconds(5));

        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void asks_again_for_a_gap_that_could_not_be_read() {
        begin();
        log.put(Sample.message(2));
        log.unavailable = true;
        fanout.onHead(C, 2);
        blocking.runAll();
        log.unavailable = false;
        // Long ago by the store's time, so that only the feed itself knows of it.
        log.nowMillis += Duration.ofMinutes(1).toMillis();
        pass(Duration.ofSeconds(5));

        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void stops() {
        begin();
        sweeper.stop();
        pass(Duration.ofSeconds(5));
        log.put(Sample.message(2));
        pass(Duration.ofSeconds(60));

        assertThat(seqs).isEmpty();
        assertThat(time.waiting()).isZero();
    }
}
