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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `carillon verify` with each broker, not for long: real nodes, a real database and real brokers, broken one after
/// another. The long soak is the command itself.
class VerifyIT {
    private static final Duration LOAD = Duration.ofSeconds(40);
    private static final double MESSAGES_PER_SECOND = 30;

    /// What is promised is 2 s, and what a machine that also compiles can be held to is this.
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"REDIS, 2, 11", "KAFKA, 1, 5"})
    void a_cluster_that_is_broken_in_many_ways_loses_doubles_and_reorders_nothing(
            BrokerKind broker, int regions, long seed) throws IOException {
        var target = new Target.Local(3, broker, regions, Trouble.FAULTS);
        VerifyReport report = Verification.run(
                new VerifyOptions(target, LOAD, seed, MESSAGES_PER_SECOND, WITHIN), Progress.lines(System.err));

        var printed = new ByteArrayOutputStream();
        report.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(report.kept()).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(report.messages()).isPositive();
        assertThat(report.phases()).hasSizeGreaterThan(2);
    }
}
