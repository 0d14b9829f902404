package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.verify.Verification;
import chat.carillon.loadtest.verify.VerifyOptions;
import chat.carillon.loadtest.verify.VerifyOptions.Target;
import chat.carillon.loadtest.verify.VerifyOptions.Trouble;
import chat.carillon.loadtest.verify.VerifyReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An upgrade of three nodes behind a load balancer, while people talk: each is stopped with SIGTERM, ends with 0, and
/// is started again, and nobody notices.
class RollingRestartIT {
    private static final Duration LOAD = Duration.ofSeconds(30);
    private static final double MESSAGES_PER_SECOND = 30;
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(1);

    @Test
    void a_rolling_restart_loses_nothing_delays_nothing_and_takes_nobodys_socket() throws IOException {
        var target = new Target.Local(3, BrokerKind.REDIS, 1, Trouble.ROLLING_RESTART);
        VerifyReport report = Verification.run(
                new VerifyOptions(target, LOAD, 5, MESSAGES_PER_SECOND, WITHIN), Progress.lines(System.err));

        var printed = new ByteArrayOutputStream();
        report.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        String story = printed.toString(StandardCharsets.UTF_8);
        assertThat(report.kept()).as(story).isTrue();
        assertThat(report.phases().get("node restarted").times()).as(story).isGreaterThanOrEqualTo(3);
        assertThat(Duration.ofNanos(report.absences().getValueAtPercentile(99)))
                .as(story)
                .isLessThan(LONGEST_ABSENCE);
    }
}
