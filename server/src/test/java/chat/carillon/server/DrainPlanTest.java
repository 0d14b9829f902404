package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainPlanTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void sessions_go_elsewhere_as_fast_as_the_others_take_them() {
        DrainPlan plan = DrainPlan.elsewhere(3_000, 1_500, TIMEOUT);

        assertThat(plan).isEqualTo(new DrainPlan(Duration.ZERO, Duration.ofSeconds(2), TIMEOUT));
    }

    @Test
    void the_last_sessions_still_have_time_to_go() {
        DrainPlan plan = DrainPlan.elsewhere(1_000_000, 1_000, TIMEOUT);

        assertThat(plan.window()).isEqualTo(Duration.ofSeconds(16));
        assertThat(DrainPlan.elsewhere(5, 1_000, Duration.ZERO).window()).isZero();
    }

    @Test
    void sessions_of_a_lone_node_come_back_when_it_is_back_and_it_does_not_wait_for_them() {
        Duration restart = Duration.ofSeconds(3);

        assertThat(DrainPlan.hither(1_000, 500, restart))
                .isEqualTo(new DrainPlan(restart, Duration.ofSeconds(2), Duration.ZERO));
        assertThat(DrainPlan.hither(1_000_000, 50, restart).window()).isEqualTo(Duration.ofMinutes(1));
    }
}
