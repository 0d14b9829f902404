package chat.carillon.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MICRO = 1_000;

    private final Latencies latencies = new Latencies();

    @Test
    void shares_are_a_fifth_beside_the_truth_at_most() {
        for (long micros = 1; micros <= 10_000; micros++) {
            latencies.add(micros * MICRO);
        }

        assertThat(latencies.count().total()).isEqualTo(10_000);
        assertThat(latencies.count().micros(0.5)).isCloseTo(5_000, Percentage.withPercentage(20));
        assertThat(latencies.count().micros(0.99)).isCloseTo(9_900, Percentage.withPercentage(20));
        assertThat(latencies.count().micros(1)).isBetween(10_000L, 12_500L);
    }

    @Test
    void every_length_has_a_step_that_ends_behind_it() {
        for (long micros = 1; micros < 1L << 40; micros = micros * 5 / 4 + 1) {
            Latencies.Count before = latencies.count();
            latencies.add(micros * MICRO);
            assertThat(latencies.count().since(before).micros(1)).isBetween(micros, micros * 5 / 4 + 1);
        }
        latencies.add(Long.MAX_VALUE);
        latencies.add(-1);
    }

    @Test
    void what_came_since_is_counted_by_itself() {
        latencies.add(100 * MICRO);
        Latencies.Count before = latencies.count();
        assertThat(before.since(before).micros(0.99)).isZero();
        latencies.add(9_000 * MICRO);

        assertThat(latencies.count().since(before).total()).isEqualTo(1);
        assertThat(latencies.count().since(before).micros(0.5)).isCloseTo(9_000, Percentage.withPercentage(20));
    }
}
