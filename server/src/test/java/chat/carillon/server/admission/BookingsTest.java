package chat.carillon.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BookingsTest {
    private final Bookings bookings = new Bookings();
    private final SplittableRandom random = new SplittableRandom(7);

    private List<Long> book(int count, double perSecond, long nowNanos) {
        return IntStream.range(0, count)
                .mapToObj(_ -> bookings.book(perSecond, nowNanos, random.nextDouble()))
                .toList();
    }

    @Test
    void a_crowd_comes_back_as_fast_as_it_can_be_taken() {
        List<Long> waits = book(5_000, 500, -3);

        var bySecond = new TreeMap<Long, Integer>();
        waits.forEach(millis -> bySecond.merge(millis / 1_000, 1, Integer::sum));
        assertThat(waits).allSatisfy(millis -> assertThat(millis).isBetween(1_000L, 11_000L));
        assertThat(bySecond).hasSize(10);
        assertThat(bySecond.values()).containsOnly(500);
    }

    @Test
    void beyond_what_is_in_sight_all_are_spread_and_nobody_waits_longer_than_half_a_minute() {
        List<Long> waits = book(100_000, 100, 0);

        assertThat(waits).allSatisfy(millis -> assertThat(millis).isBetween(1_000L, 31_000L));
        assertThat(waits.subList(50_000, 100_000))
                .allMatch(millis -> millis >= 15_000)
                .anyMatch(millis -> millis < 16_000)
                .anyMatch(millis -> millis > 29_000);
    }

    @Test
    void when_more_can_be_taken_than_was_thought_the_next_seconds_have_places_again() {
        List<Long> slow = book(2_000, 100, 0);
        List<Long> fast = book(2_000, 500, 0);

        assertThat(slow).anyMatch(millis -> millis > 20_000);
        assertThat(fast).allMatch(millis -> millis < 7_000);
    }

    @Test
    void no_second_gets_more_than_can_be_taken_in_it_while_there_are_others() {
        var bySecond = new TreeMap<Long, Integer>();
        for (long now = 0; now < 10; now++) {
            long at = now;
            book(300, 100, Duration.ofSeconds(now).toNanos())
                    .forEach(millis -> bySecond.merge(at + millis / 1_000, 1, Integer::sum));
        }

        assertThat(bySecond.values()).allMatch(count -> count <= 100);
        assertThat(bySecond.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3_000);
    }

    @Test
    void time_frees_what_was_booked() {
        List<Long> first = book(1_000, 100, 0);
        List<Long> later = book(1, 100, Duration.ofSeconds(30).toNanos());

        assertThat(first.getLast()).isGreaterThan(10_000);
        assertThat(later.getFirst()).isBetween(1_000L, 2_300L);
    }
}
