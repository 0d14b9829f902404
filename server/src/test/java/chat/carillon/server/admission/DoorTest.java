package chat.carillon.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.config.ServerConfig;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Storms against a door whose node can take so and so many a second, by a clock of their own.
class DoorTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final ServerConfig.Admission BOUNDS = new ServerConfig.Admission(250, 50, 10_000);

    /// A node that opens sessions one after the other, and is late when it has much to do. It is cold at first.
    private static final class Storm {
        private static final double COLD = 0.2;

        private final SplittableRandom random;
        private final double capacity;
        private final double warmSeconds;
        private final double refusalShare;
        private final Door door;
        private final PriorityQueue<Long> comings = new PriorityQueue<>();
        private final ArrayDeque<Long> opening = new ArrayDeque<>();
        private long now;
        private double work;
        private int in;
        private int refused;
        private int longest;

        /// Clients that lose their server all at once, and come within a second.
        Storm(int clients, double capacity, long seed) {
            this(capacity, 4, 0, seed);
            for (int i = 0; i < clients; i++) {
                comings.add(SECOND / 2 + random.nextLong(SECOND));
            }
        }

        private Storm(double capacity, double warmSeconds, double refusalShare, long seed) {
            this.random = new SplittableRandom(seed);
            this.capacity = capacity;
            this.warmSeconds = warmSeconds;
            this.refusalShare = refusalShare;
            this.door = new Door(BOUNDS, random, 0);
        }

        /// Clients whose server has been away for ten seconds: they are in waits of 4 or 8 s, as chance made them.
        static Storm afterOutage(int clients, double capacity, double warmSeconds) {
            // Behind TLS a refusal takes 0.13 ms of a core, whatever a session takes.
            var storm = new Storm(capacity, warmSeconds, capacity * 0.000_13, 7);
            for (int i = 0; i < clients; i++) {
                storm.comings.add(storm.random.nextLong(10 * SECOND));
            }
            return storm;
        }

        /// When a node that nobody has to wait for would have opened so many.
        double neededSeconds(int clients) {
            double opened = 0;
            int millis = 0;
            while (opened < clients) {
                opened += capacity * warmth(millis * MILLI) / 1_000;
                millis++;
            }
            return millis / 1e3;
        }

        private double warmth(long nanos) {
            return Math.min(1, COLD + (1 - COLD) * nanos / (warmSeconds * SECOND));
        }

        /// @return whether all are in
        boolean millisecond() {
            now += MILLI;
            while (!comings.isEmpty() && comings.peek() <= now) {
                comings.remove();
                come();
            }
            work = Math.min(capacity / 20, work + capacity * warmth(now) / 1_000);
            while (work >= 1 && !opening.isEmpty()) {
                work -= 1;
                in++;
                door.openingEnded(now - opening.remove());
            }
            longest = Math.max(longest, opening.size());
            if (now % (50 * MILLI) == 0) {
                // A part of a session's work is done by the loop.
                double late = opening.size() / capacity / 4 + Math.max(0, -work / capacity);
                door.lagged((long) (late * SECOND), now);
            }
            return comings.isEmpty() && opening.isEmpty();
        }

        private void come() {
            long wait = door.enter(now);
            if (wait == 0) {
                door.openingBegan();
                opening.add(now);
            } else {
                refused++;
                work -= refusalShare;
                // As the SDK does: the second that was named, and a part of one.
                comings.add(now + Math.max(1, wait / 1_000) * SECOND + random.nextLong(SECOND));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1000, 1",
        "1000, 400, 2",
        "5000, 1000, 3",
        "20000, 2000, 4",
        "50000, 4000, 5",
        "50000, 1000, 6",
        "50000, 8000, 7",
        "3000, 60, 8"
    })
    void all_get_in_without_a_crowd_and_in_not_much_longer_than_the_node_needs(
            int clients, double capacity, long seed) {
        var storm = new Storm(clients, capacity, seed);
        double needed = clients / capacity;
        long giveUp = (long) ((60 + 3 * needed) * SECOND);
        boolean done = false;
        while (!done && storm.now < giveUp) {
            done = storm.millisecond();
        }

        String story = "in %.1f s, needed %.1f s, refused %d, longest queue %d, rate %.0f"
                .formatted((double) storm.now / SECOND, needed, storm.refused, storm.longest, storm.door.perSecond());
        assertThat(storm.in).as(story).isEqualTo(clients);
        assertThat(storm.longest).as(story).isLessThanOrEqualTo((int) Math.max(500, 2 * capacity));
        assertThat(storm.refused).as(story).isLessThan(6 * clients);
    }

    @ParameterizedTest
    @CsvSource({
        "5000, 480, 20, 1.6",
        "18000, 480, 4, 1.4",
        "18000, 480, 20, 1.4",
        "18000, 480, 40, 1.3",
        "50000, 1000, 20, 1.6",
        "20000, 2000, 10, 3",
        "20000, 150, 4, 1.2"
    })
    void what_was_booked_while_the_node_was_slow_does_not_keep_it_idle_when_it_is_fast(
            int clients, double capacity, double warmSeconds, double share) {
        var storm = Storm.afterOutage(clients, capacity, warmSeconds);
        double needed = storm.neededSeconds(clients);
        boolean done = false;
        while (!done && storm.now < 10 * needed * SECOND) {
            done = storm.millisecond();
        }

        String story = "in %.1f s, needed %.1f s, refused %d, longest queue %d"
                .formatted((double) storm.now / SECOND, needed, storm.refused, storm.longest);
        assertThat((double) storm.now / SECOND).as(story).isLessThan(share * needed);
        assertThat(storm.refused).as(story).isLessThan(5 * clients);
        assertThat(storm.longest).as(story).isLessThanOrEqualTo((int) (1.5 * capacity));
    }

    @Test
    void a_node_that_opens_nothing_lets_only_a_few_in() {
        Door door = new Door(BOUNDS, new SplittableRandom(1), 0);
        int in = 0;
        for (long now = 0; now < 60 * SECOND; now += MILLI) {
            if (door.enter(now) == 0) {
                door.openingBegan();
                in++;
            }
        }

        assertThat(in).isLessThanOrEqualTo(400);
        assertThat(door.perSecond()).isEqualTo(50);
    }

    @Test
    void who_is_in_is_turned_away_only_when_many_times_as_many_are_about_to_open_as_may_be() {
        Door door = new Door(new ServerConfig.Admission(1, 1, 1), new SplittableRandom(1), 0);
        for (int i = 0; i < 4 * 64; i++) {
            assertThat(door.refuseIfCrowded(0)).isZero();
            door.openingBegan();
        }

        assertThat(door.refuseIfCrowded(0)).isPositive();
        door.openingEnded(0);
        assertThat(door.refuseIfCrowded(0)).isZero();
    }

    @Test
    void who_only_looks_takes_no_place() {
        Door door = new Door(new ServerConfig.Admission(1, 1, 1), new SplittableRandom(1), 0);

        assertThat(door.refuseIfShut(0)).isZero();
        assertThat(door.refuseIfShut(0)).isZero();
        assertThat(door.enter(0)).isZero();
        assertThat(door.refuseIfShut(0)).isBetween(1_000L, 3_000L);
        assertThat(door.enter(SECOND)).isZero();
    }
}
