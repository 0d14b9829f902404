package chat.carillon.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// Any shape, any history of waits, short and long sessions and named times: every wait is the formula's.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keeps_to_the_formula_whatever_happens(long seed) {
        var chance = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            Backoff.Shape shape = anyShape(chance);
            var backoff = new Backoff(chance, shape);
            int attempt = 0;
            Duration named = null;
            for (int step = 0; step < 50; step++) {
                switch (chance.nextInt(6)) {
                    case 0 -> {
                        named = Duration.ofMillis(chance.nextInt(100_000));
                        backoff.serverNamed(named);
                    }
                    case 1 -> {
                        long millis = chance.nextLong(60_000);
                        backoff.sessionEnded(Duration.ofMillis(millis));
                        attempt = millis >= 30_000 ? 0 : attempt;
                    }
                    default -> {
                        Duration wait = backoff.next();
                        if (named == null) {
                            assertThat(wait).isBetween(bound(shape, attempt, -1), bound(shape, attempt, 1));
                        } else {
                            assertThat(wait).isEqualTo(named);
                        }
                        named = null;
                        attempt++;
                    }
                }
            }
        }
    }

    private static Backoff.Shape anyShape(SplittableRandom chance) {
        Duration first = Duration.ofMillis(chance.nextInt(1, 5_000));
        return new Backoff.Shape(
                first,
                chance.nextDouble(1, 4),
                first.plusMillis(chance.nextInt(200_000)),
                chance.nextInt(4) == 0 ? 0 : chance.nextDouble());
    }

    /// The shortest and the longest wait, with a nanosecond for rounding.
    private static Duration bound(Backoff.Shape shape, int attempt, int side) {
        double wait = (double) shape.first().toNanos();
        for (int i = 0; i < attempt && wait < shape.longest().toNanos(); i++) {
            wait *= shape.factor();
        }
        wait = Math.min(wait, (double) shape.longest().toNanos()) * (1 + side * shape.jitter());
        double rounding = Math.max(1, wait * 1e-9);
        return Duration.ofNanos(Math.max(0, (long) (wait + side * rounding)));
    }

    @Test
    void never_waits_longer_than_a_minute_and_a_half_even_after_a_year_of_failures() {
        var backoff = new Backoff(new SplittableRandom(1));
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(backoff.next().toNanos()).isLessThanOrEqualTo(90_000_000_000L);
        }
    }

    @Test
    void refuses_shapes_that_are_none() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff.Shape(Duration.ZERO, 2, second, 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff.Shape(second, 2, Duration.ofMillis(999), 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff.Shape(second, 0.9, second, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff.Shape(second, Double.NaN, second, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff.Shape(second, 2, second, 1.1));
    }

    @Test
    void a_hint_shortens_a_wait_of_its_own_once_and_none_of_the_server() {
        var backoff = new Backoff(new SplittableRandom(7));
        var _ = backoff.next();
        assertThat(backoff.hinted()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(backoff.hinted()).isNull();

        backoff.serverNamed(Duration.ofSeconds(30));
        var _ = backoff.next();
        assertThat(backoff.hinted()).isNull();

        var _ = backoff.next();
        assertThat(backoff.hinted()).isNotNull();
    }
}
