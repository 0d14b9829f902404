package chat.carillon.loadtest.simulate.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.simulate.reconnect.ReconnectOptions.Server;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectReportTest {
    private static ReconnectReport report() {
        ReconnectOptions small = ReconnectOptions.of(1_000, Server.of(100, Duration.ofSeconds(2)))
                .withTimes(Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(60));
        return ReconnectReport.of(small, List.of(Policy.FIXED, Policy.CARILLON));
    }

    @Test
    void prints_the_exercise_and_a_row_a_policy() {
        var bytes = new ByteArrayOutputStream();
        report().print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("1,000 clients", "before 12.0 s", "(b) a client's third attempt: earliest", "3.5 s")
                .containsPattern("fixed +0 +1,000 ")
                .containsPattern("carillon +\\d+ ");
    }

    @Test
    void writes_a_line_a_second_and_policy() {
        assertThat(report().csv())
                .hasSize(1 + 2 * 60)
                .startsWith("policy,second,attempts,back", "fixed,0,0,0", "fixed,1,1000,0")
                .anyMatch(line -> line.startsWith("carillon,59,0,1000"));
    }

    @Test
    void shows_in_the_chart_whatever_was_attempted() {
        var panels = report().chart().panels();

        assertThat(panels).hasSize(2);
        assertThat(panels.getFirst().perSecond().get(1)).isEqualTo(1_000);
        assertThat(panels.getLast().percent().getLast()).isEqualTo(100);
    }
}
