package chat.carillon.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.admission.AdmissionRate.Period;
import chat.carillon.server.config.ServerConfig;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionRateTest {
    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATE = AdmissionRate.MAX_LAG_NANOS + 1;

    private final AdmissionRate rate = new AdmissionRate(new ServerConfig.Admission(200, 50, 5_000));

    private static Period good(double perSecond) {
        return new Period(TENTH, (int) (perSecond / 10), 1, (int) (perSecond / 10), 0, false, 0);
    }

    private static Period late(double perSecond) {
        return new Period(TENTH, (int) (perSecond / 10), 1, (int) (perSecond / 10), 0, false, LATE);
    }

    @Test
    void grows_while_more_want_to_come_in_and_all_goes_well() {
        for (int i = 0; i < 30; i++) {
            rate.learn(good(rate.perSecond()));
        }

        assertThat(rate.perSecond()).isEqualTo(5_000);
    }

    @Test
    void learns_nothing_while_nobody_comes() {
        for (int i = 0; i < 100; i++) {
            rate.learn(new Period(TENTH, 0, 0, 0, 0, false, 0));
            rate.learn(new Period(TENTH, 1, 0, 1, 1, true, LATE));
        }

        assertThat(rate.perSecond()).isEqualTo(200);
    }

    @Test
    void falls_when_loops_are_late_or_sessions_open_slowly_or_crowd() {
        rate.learn(late(200));
        double afterLag = rate.perSecond();
        settle();
        rate.learn(new Period(TENTH, 20, 1, 20, 3, false, 0));
        double afterSlow = rate.perSecond();
        settle();
        rate.learn(new Period(TENTH, 20, 1, 0, 0, true, 0));

        assertThat(afterLag).isEqualTo(150);
        assertThat(afterSlow).isLessThan(afterLag);
        assertThat(rate.perSecond()).isLessThan(afterSlow);
    }

    private void settle() {
        for (int i = 0; i < 5; i++) {
            rate.learn(new Period(TENTH, 0, 0, 0, 0, false, 0));
        }
    }

    @Test
    void one_hiccup_is_one_cut() {
        rate.learn(late(200));
        rate.learn(late(150));
        rate.learn(late(150));

        assertThat(rate.perSecond()).isEqualTo(150);
    }

    @Test
    void comes_back_fast_to_where_it_was_too_much_and_goes_on_in_small_steps() {
        for (int i = 0; i < 10; i++) {
            rate.learn(good(rate.perSecond()));
        }
        double tooMuch = rate.perSecond();
        rate.learn(late(tooMuch));
        for (int i = 0; i < 2; i++) {
            rate.learn(good(rate.perSecond()));
        }
        double near = rate.perSecond();
        rate.learn(good(near));

        assertThat(near).isBetween(tooMuch * 0.9, tooMuch);
        assertThat(rate.perSecond() - near).isBetween(1.0, tooMuch * 0.011);
    }

    @Test
    void leaves_a_limit_of_bad_times_within_seconds() {
        rate.learn(late(200));
        settle();
        rate.learn(late(150));
        assertThat(rate.perSecond()).isEqualTo(112.5);
        int tenths = 0;
        while (rate.perSecond() < 1_000) {
            rate.learn(good(rate.perSecond()));
            tenths++;
        }

        assertThat(tenths).isLessThan(80);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stays_within_its_bounds_whatever_happens(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            rate.learn(new Period(
                    random.nextLong(1, 10 * TENTH),
                    random.nextInt(1_000),
                    random.nextInt(1_000),
                    random.nextInt(100),
                    random.nextInt(20),
                    random.nextInt(50) == 0,
                    random.nextLong(LATE + LATE / 10)));

            assertThat(rate.perSecond()).isBetween(50.0, 5_000.0);
        }
    }
}
