package chat.carillon.loadtest.simulate.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import chat.carillon.loadtest.simulate.figure.Figure;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FanoutModelTest {
    /// A write takes 10 us, a message in it 0.1 us.
    private static final MeasuredFigures ROUND = MeasuredFigures.standard()
            .with(Figure.WRITE_MICROS, 10.1, "test")
            .with(Figure.BATCHED_MICROS, 10.0 / 64 + 0.1, "test")
            .with(Figure.APPEND_MILLIS, 1, "test")
            .with(Figure.BROKER_MILLIS, 2, "test")
            .with(Figure.STORE_MESSAGES, 1e6, "test");

    private final FanoutModel model = new FanoutModel(ROUND);

    @Test
    void a_lone_message_takes_the_commit_and_a_write_a_member() {
        FanoutModel.Forecast alone = model.of(FanoutPlan.alone(10_000, 1e-6));

        assertThat(alone.medianSeconds()).isCloseTo(0.001 + 0.101, within(1e-6));
        assertThat(alone.worstSeconds()).isCloseTo(0.001 + 0.101, within(1e-6));
        assertThat(alone.batch()).isEqualTo(1);
    }

    @Test
    void a_busy_loop_carries_what_came_during_the_round_before() {
        // Each round lasts 10,000 x 10 us / (1 - 100 x 10,000 x 0.1 us) = 0.1 s / 0.9.
        FanoutModel.Forecast busy = model.of(FanoutPlan.alone(10_000, 100));

        assertThat(busy.batch()).isCloseTo(100 * 0.1 / 0.9, within(1e-6));
        assertThat(busy.worstSeconds()).isCloseTo(0.001 + 2 * 0.1 / 0.9, within(1e-6));
        assertThat(busy.medianSeconds()).isCloseTo(0.001 + 1.5 * 0.1 / 0.9, within(1e-6));
        assertThat(busy.coresBusy()).isEqualTo(1);
    }

    @Test
    void the_highest_rate_is_a_full_batch_a_round() {
        // 64 messages in 10,000 x (10 + 6.4) us.
        assertThat(model.highestRate(FanoutPlan.alone(10_000, 1))).isCloseTo(64 / 0.164, within(0.5));
    }

    @Test
    void two_seconds_break_at_a_round_of_two_seconds_if_messages_are_rare() {
        // The commit takes a millisecond of them, the writes of the message before nearly nothing.
        assertThat(model.mostMembers(FanoutPlan.alone(2, 1e-6))).isCloseTo((long) (1.999 / 10.1e-6), within(300L));
    }

    @Test
    void nodes_and_cores_share_the_members_and_regions_add_their_distance() {
        var spread = new FanoutPlan(10_000, 1e-6, 5, 2, 1, Duration.ZERO);
        var far = new FanoutPlan(10_000, 1e-6, 5, 2, 2, Duration.ofMillis(100));

        assertThat(model.of(spread).medianSeconds()).isCloseTo(0.001 + 0.002 + 0.0101, within(1e-6));
        assertThat(model.of(far).medianSeconds()).isCloseTo(0.001 + 0.002 + 0.0101 + 0.35, within(1e-6));
        assertThat(model.of(spread.withRate(10)).records()).isEqualTo(50);
    }

    @Test
    void a_rate_above_the_store_s_never_ends() {
        var slowStore = new FanoutModel(ROUND.with(Figure.STORE_MESSAGES, 50, "test"));

        assertThat(slowStore.of(FanoutPlan.alone(10, 51)).inTime()).isFalse();
        assertThat(slowStore.highestRate(FanoutPlan.alone(10, 1))).isCloseTo(50, within(0.1));
    }

    @Test
    void more_members_never_take_less_time() {
        double before = 0;
        for (long members = 2; members < 40_000; members += 101) {
            double now = model.of(FanoutPlan.alone(members, 90)).medianSeconds();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void refuses_figures_that_contradict_each_other() {
        var slower = MeasuredFigures.standard().with(Figure.BATCHED_MICROS, 12, "test");

        assertThatIllegalArgumentException().isThrownBy(() -> new FanoutModel(slower));
    }

    @Test
    void prints_the_plan_among_other_sizes() {
        var bytes = new ByteArrayOutputStream();
        new FanoutForecast(FanoutPlan.alone(5_000, 10), ROUND)
                .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("> 5,000", "  100,000", "two seconds hold up to", "write-micros");
    }
}
