package chat.carillon.loadtest.simulate.reconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import chat.carillon.client.net.Backoff;
import chat.carillon.loadtest.simulate.reconnect.ReconnectOptions.Server;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The simulation against what formulas say of it.
class ReconnectSimulationTest {
    private static final int CLIENTS = 20_000;

    private static ReconnectOptions options(double acceptPerSecond, Duration outage) {
        return ReconnectOptions.of(CLIENTS, Server.of(acceptPerSecond, outage))
                .withTimes(Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void half_of_all_jittered_clients_attempt_in_the_first_second(long seed) {
        ReconnectOptions down = options(1_000, Duration.ofSeconds(2)).withSeed(seed);

        Exercise exercise = Exercise.of(down);

        // Five standard deviations of a coin that is thrown for each client.
        assertThat(exercise.attempting()).isCloseTo(CLIENTS / 2, within((int) (2.5 * Math.sqrt(CLIENTS))));
        assertThat(ClosedForm.attemptWithin(Backoff.Shape.STANDARD, Duration.ofSeconds(1)))
                .isEqualTo(0.5);
    }

    @Test
    void a_third_attempt_falls_between_three_and_a_half_and_ten_and_a_half_seconds() {
        ClosedForm.Range formula = ClosedForm.attempt(Backoff.Shape.STANDARD, 3);
        ClosedForm.Range drawn =
                Exercise.of(options(1_000, Duration.ofSeconds(2))).third();

        assertThat(formula).isEqualTo(new ClosedForm.Range(Duration.ofMillis(3_500), Duration.ofMillis(10_500)));
        assertThat(drawn.earliest()).isBetween(formula.earliest(), Duration.ofSeconds(4));
        assertThat(drawn.latest()).isBetween(Duration.ofSeconds(10), formula.latest());
    }

    @Test
    void without_backoff_a_server_that_is_down_gets_the_retry_rate() {
        ReconnectOptions down = options(1_000, Duration.ofSeconds(3));

        ReconnectResult result = ReconnectSimulation.run(down, Policy.NONE);

        assertThat(ClosedForm.hammering(CLIENTS, down.retry())).isEqualTo(10.0 * CLIENTS);
        assertThat(IntStream.range(0, 3))
                .allSatisfy(second -> assertThat(result.attempts(second)).isEqualTo(10 * CLIENTS));
    }

    @Test
    void without_a_limit_all_are_back_at_their_first_attempt_after_the_outage() {
        ReconnectResult result = ReconnectSimulation.run(options(1e9, Duration.ofSeconds(2)), Policy.FIXED);

        assertThat(result.backAfter(1))
                .hasValueSatisfying(time -> assertThat(time).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(1)));
        assertThat(result.totalAttempts()).isEqualTo(2 * CLIENTS);
    }

    @Test
    void a_queue_that_nobody_leaves_drains_at_the_accept_rate() {
        ReconnectOptions patient = options(500, Duration.ZERO)
                .withTimes(Duration.ofMinutes(2), Duration.ofMillis(100), Duration.ofMinutes(3));

        ReconnectResult result = ReconnectSimulation.run(patient, Policy.NONE);

        assertThat(ClosedForm.drain(CLIENTS, 500)).isEqualTo(Duration.ofSeconds(40));
        assertThat(result.backAfter(1))
                .hasValueSatisfying(time -> assertThat(time).isCloseTo(Duration.ofSeconds(40), Duration.ofMillis(1)));
        assertThat(result.backAfter(0.5))
                .hasValueSatisfying(time -> assertThat(time).isCloseTo(Duration.ofSeconds(20), Duration.ofMillis(1)));
        assertThat(result.wasted()).isZero();
    }

    @Test
    void a_queue_longer_than_patience_collapses_for_those_who_never_wait() {
        ReconnectResult result = ReconnectSimulation.run(options(500, Duration.ZERO), Policy.NONE);

        // Ten seconds of patience times 500 a second; all work after that is for those who have gone.
        assertThat(result.back()).isEqualTo(5_000);
        assertThat(result.wasted()).isGreaterThan(CLIENTS);
        assertThat(result.backAfter(1)).isEmpty();
    }

    @Test
    void admission_lets_all_back_soon_after_the_formula_s_bound_and_wastes_nothing() {
        ReconnectOptions restart = options(500, Duration.ofSeconds(5));

        ReconnectResult result = ReconnectSimulation.run(restart, Policy.CARILLON);

        // Each one who is let in pays for one who is not: 40 s times 1.13, and waits that chance made longer.
        Duration bound = Duration.ofSeconds(5).plus(ClosedForm.drain(CLIENTS, 500));
        assertThat(result.backAfter(1))
                .hasValueSatisfying(time -> assertThat(time).isBetween(bound, Duration.ofSeconds(5 + 55)));
        assertThat(result.wasted()).isZero();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void the_policy_of_the_product_needs_its_admission() {
        Server open = new Server(500, 0.1, Duration.ofSeconds(5), false, false);
        ReconnectOptions alone = ReconnectOptions.of(CLIENTS, open);

        assertThat(ReconnectSimulation.run(alone, Policy.CARILLON).wasted()).isGreaterThan(CLIENTS);
    }

    @ParameterizedTest
    @EnumSource
    void nobody_is_back_faster_than_the_server_works(Policy policy) {
        ReconnectOptions restart = options(800, Duration.ofSeconds(1));

        ReconnectResult result = ReconnectSimulation.run(restart, policy);

        assertThat(IntStream.range(0, 180))
                .allSatisfy(
                        second -> assertThat(result.back(second)).isLessThanOrEqualTo(Math.max(0, second - 1) * 800));
    }

    @ParameterizedTest
    @EnumSource
    void every_attempt_has_one_outcome(Policy policy) {
        Server without = Server.of(800, Duration.ZERO);

        ReconnectResult result = ReconnectSimulation.run(ReconnectOptions.of(CLIENTS, without), policy);

        assertThat(result.refused() + result.wasted() + result.back()).isEqualTo(result.totalAttempts());
    }

    @ParameterizedTest
    @EnumSource
    void the_same_seed_tells_the_same_story(Policy policy) {
        ReconnectOptions restart = options(1_000, Duration.ofSeconds(1)).withSeed(42);

        ReconnectResult one = ReconnectSimulation.run(restart, policy);
        ReconnectResult other = ReconnectSimulation.run(restart, policy);

        assertThat(other.totalAttempts()).isEqualTo(one.totalAttempts());
        assertThat(other.backAfter(0.2)).isEqualTo(one.backAfter(0.2));
    }

    @Test
    void a_silent_outage_costs_each_attempt_its_patience() {
        Server gone = new Server(1e9, 0, Duration.ofSeconds(5), true, true);

        ReconnectResult result = ReconnectSimulation.run(ReconnectOptions.of(CLIENTS, gone), Policy.NONE);

        assertThat(result.totalAttempts()).isEqualTo(2 * CLIENTS);
        assertThat(result.backAfter(1))
                .hasValueSatisfying(
                        time -> assertThat(time).isCloseTo(Duration.ofMillis(10_100), Duration.ofMillis(1)));
    }
}
