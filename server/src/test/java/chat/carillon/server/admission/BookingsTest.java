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
        assertThat(waits).allSatisfy(millis -> assertThat(millis).isBetween(1_000L, 15_000L));
        assertThat(bySecond.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(600));
        assertThat(bySecond).hasSizeGreaterThan(10);
    }

    @Test
    void beyond_what_is_in_sight_all_are_spread_and_nobody_waits_longer_than_a_minute() {
        List<Long> waits = book(100_000, 100, 0);

        assertThat(waits).allSatisfy(millis -> assertThat(millis).isBetween(1_000L, 60_000L));
        assertThat(waits.subList(50_000, 100_000))
                .anyMatch(millis -> millis < 24_000)
                .anyMatch(millis -> millis > 44_000);
    }

    @Test
    void time_frees_what_was_booked() {
        List<Long> first = book(1_000, 100, 0);
        List<Long> later = book(1, 100, Duration.ofSeconds(30).toNanos());

        assertThat(first.getLast()).isGreaterThan(10_000);
        assertThat(later.getFirst()).isBetween(1_000L, 2_300L);
    }
}
