package chat.carillon.core.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SheddingTest {
    private final Shedding shedding = new Shedding();
    private Duration now = Duration.ZERO;

    private int after(Duration pause, long lagMillis, double backlog) {
        now = now.plus(pause);
        shedding.measured(new Strain(Duration.ofMillis(lagMillis).toNanos(), backlog), now.toNanos());
        return shedding.level();
    }

    private int next(long lagMillis) {
        return after(Duration.ofMillis(250), lagMillis, 0);
    }

    @Test
    void gives_up_typing_first_then_presence_then_receipts() {
        assertThat(next(99)).isZero();
        assertThat(next(100)).isEqualTo(1);
        assertThat(shedding.sheds(EphemeralKind.TYPING)).isTrue();
        assertThat(shedding.sheds(EphemeralKind.PRESENCE)).isFalse();
        assertThat(next(300)).isEqualTo(2);
        assertThat(shedding.sheds(EphemeralKind.PRESENCE)).isTrue();
        assertThat(shedding.sheds(EphemeralKind.RECEIPTS)).isFalse();
        assertThat(next(1_000)).isEqualTo(3);
        assertThat(shedding.sheds(EphemeralKind.RECEIPTS)).isTrue();
    }

    @Test
    void gives_up_all_at_once_when_it_is_bad() {
        assertThat(next(5_000)).isEqualTo(3);
    }

    @Test
    void a_queue_that_fills_is_strain_as_well() {
        assertThat(after(Duration.ZERO, 0, 0.1)).isEqualTo(1);
        assertThat(after(Duration.ZERO, 0, 0.25)).isEqualTo(2);
        assertThat(after(Duration.ZERO, 0, 0.5)).isEqualTo(3);
    }

    @Test
    void takes_up_one_kind_after_the_other_when_it_has_been_calm_for_a_while() {
        next(1_000);
        assertThat(after(Duration.ofMillis(1_999), 0, 0)).isEqualTo(3);
        assertThat(after(Duration.ofMillis(1), 0, 0)).isEqualTo(2);
        assertThat(after(Duration.ofMillis(1_999), 0, 0)).isEqualTo(2);
        assertThat(after(Duration.ofMillis(1), 0, 0)).isEqualTo(1);
        assertThat(after(Duration.ofSeconds(2), 0, 0)).isZero();
        assertThat(after(Duration.ofSeconds(2), 0, 0)).isZero();
    }

    @Test
    void does_not_flutter_about_a_bound() {
        next(100);
        for (int i = 0; i < 100; i++) {
            assertThat(next(i % 2 == 0 ? 60 : 99)).isEqualTo(1);
        }
    }
}
