package chat.carillon.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.step.Audience;
import chat.carillon.loadtest.step.Pace;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.step.StepResult;
import chat.carillon.loadtest.yardstick.BroadcasterMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A swarm against the yardstick: both in processes of their own.
class SwarmProcessIT {
    private static final int MEMBERS = 300;

    @TempDir
    private Path folder;

    @Test
    void counts_every_delivery_to_every_member_at_each_pace() throws IOException {
        Path log = folder.resolve("children.log");
        try (var yardstick = YardstickProcess.start(BroadcasterMain.class, Cores.ANY, log)) {
            var target = new SwarmTarget("127.0.0.1", yardstick.port(), 0, 4_000, "secret");
            try (var swarm = SwarmGroup.start(Cores.ANY, target, MEMBERS, log)) {
                swarm.connect(_ -> {});
                swarm.awaitJoined();

                StepResult one = swarm.run(step(1, new Pace.Window(1)));
                StepResult eight = swarm.run(step(2, new Pace.Window(8)));
                StepResult open = swarm.run(step(3, new Pace.Rate(200)));

                assertComplete(one);
                assertComplete(eight);
                assertComplete(open);
                assertThat(open.published()).isBetween(80L, 101L);
                assertThat(swarm.notes()).isEmpty();
            }
        }
    }

    private static StepOptions step(int number, Pace pace) {
        return new StepOptions(
                number, Audience.EVERYONE, pace, 4, true, Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    private static void assertComplete(StepResult result) {
        assertThat(result.published()).isPositive();
        assertThat(result.deliveries()).isEqualTo(result.published() * MEMBERS);
        assertThat(result.lost() + result.duplicated() + result.outOfOrder() + result.refused())
                .isZero();
        assertThat(result.complete().getTotalCount()).isEqualTo(result.published());
        assertThat(result.sent().getTotalCount()).isEqualTo(result.published());
    }
}
