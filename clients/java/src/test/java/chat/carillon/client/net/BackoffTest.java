package chat.carillon.client.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /// Half of the range: the factor is 1.
    private static final RandomGenerator MIDDLE = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    @Test
    void doubles_up_to_a_minute() {
        Backoff backoff = new Backoff(MIDDLE);
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            seconds.add(backoff.next().toSeconds());
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void spreads_from_half_to_one_and_a_half() {
        var random = new SplittableRandom(1);
        List<Double> delays = random.doubles(10_000)
                .mapToObj(_ -> new Backoff(random).next().toNanos() / 1e9)
                .toList();

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(0.5, 1.5));
        assertThat(delays).anyMatch(delay -> delay < 0.55).anyMatch(delay -> delay > 1.45);
    }

    @Test
    void begins_anew_after_a_session_that_lasted() {
        Backoff backoff = new Backoff(MIDDLE);
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
        backoff.sessionEnded(Duration.ofSeconds(29));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(4));
        backoff.sessionEnded(Duration.ofSeconds(30));

        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void comes_at_some_moment_of_the_second_that_the_server_named() {
        var random = new SplittableRandom(1);
        List<Double> delays = random.doubles(1_000)
                .mapToObj(_ -> {
                    var backoff = new Backoff(random);
                    backoff.serverNamedSecond(Duration.ofSeconds(7));
                    return backoff.next().toNanos() / 1e9;
                })
                .toList();

        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(7.0, 8.0));
        assertThat(delays).anyMatch(delay -> delay < 7.1).anyMatch(delay -> delay > 7.9);
    }

    @Test
    void prefers_the_time_that_the_server_named_once() {
        Backoff backoff = new Backoff(MIDDLE);
        backoff.serverNamed(Duration.ofMillis(4_200));

        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(4_200));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
    }
}
