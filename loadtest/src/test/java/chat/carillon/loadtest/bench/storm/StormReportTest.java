package chat.carillon.loadtest.bench.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.client.net.Backoff;
import chat.carillon.loadtest.bench.storm.StormPlan.Fault;
import chat.carillon.loadtest.cluster.BrokerKind;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StormReportTest {
    @Test
    void no_client_waits_longer_than_the_longest_wait() {
        for (int awaySeconds : new int[] {1, 3, 10, 30, 100, 400}) {
            double longest = StormReport.longestWaitSeconds(awaySeconds);
            var random = new Random(awaySeconds);
            for (int client = 0; client < 2_000; client++) {
                assertThat(firstAttemptAfter(awaySeconds, new Backoff(random)))
                        .isLessThanOrEqualTo(awaySeconds + longest);
            }
        }
    }

    private static double firstAttemptAfter(double awaySeconds, Backoff backoff) {
        double now = 0;
        while (now < awaySeconds) {
            now += backoff.next().toNanos() / 1e9;
        }
        return now;
    }

    @Test
    void the_longest_wait_of_a_server_that_is_back_at_once_is_the_first_one() {
        assertThat(StormReport.longestWaitSeconds(0)).isEqualTo(1.5);
        assertThat(StormReport.longestWaitSeconds(10_000)).isEqualTo(90);
    }

    @Test
    void more_clients_than_open_files_are_refused() {
        assertThatThrownBy(() -> new StormPlan(30_000, 1, BrokerKind.REDIS, Fault.KILL, Duration.ofMinutes(1)))
                .hasMessageContaining("expected: 2 to 19700");
        assertThatThrownBy(() -> new StormPlan(50_000, 3, BrokerKind.REDIS, Fault.DRAIN, Duration.ofMinutes(1)))
                .hasMessageContaining("2 must hold all");
    }
}
