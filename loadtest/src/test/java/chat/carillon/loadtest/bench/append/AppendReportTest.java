package chat.carillon.loadtest.bench.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import chat.carillon.loadtest.bench.append.AppendReport.StoreRow;
import chat.carillon.loadtest.bench.append.AppendReport.WholePathRow;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.machine.CpuMeter;
import chat.carillon.loadtest.report.Verdict;
import chat.carillon.loadtest.step.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendReportTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void holds_the_whole_path_against_bare_inserts() {
        AppendReport report = report(BenchStore.POSTGRES);

        assertThat(report.shareOfStore()).isEqualTo(0.6, within(0.001));
        assertThat(report.multipleOfCommit()).isEqualTo(2, within(0.01));
        assertThat(report.reached()).isFalse();
        assertThat(report.verdicts().stream().map(Verdict::toString))
                .anyMatch(line -> line.startsWith("256 senders: 0.60 of bare inserts"))
                .anyMatch(line -> line.startsWith("lone sender: sent after 2.00 of a bare insert"));
    }

    @Test
    void names_the_yardstick_of_each_store() {
        assertThat(printed(report(BenchStore.EMBEDDED)))
                .contains("the store alone")
                .doesNotContain("bare inserts");
        assertThat(printed(report(BenchStore.POSTGRES)))
                .contains("bare inserts")
                .doesNotContain("the store alone");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65})
    void refuses_what_is_no_number_of_connections(int connections) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(BenchStore.POSTGRES, connections))
                .withMessageContaining("expected: 1 to 64");
    }

    private static AppendOptions options(BenchStore store, int connections) {
        return new AppendOptions(store, connections, 256, 0, Duration.ofSeconds(1), 1, Cores.ANY);
    }

    /// Six messages in a second beside ten rows; a lone sender that waits 2 ms beside commits of 1 ms.
    private static AppendReport report(BenchStore store) {
        return new AppendReport(
                options(store, 4),
                List.of(path(6, MILLISECOND)),
                List.of(row(10, MILLISECOND)),
                List.of(path(1, 2 * MILLISECOND)),
                List.of(row(1, MILLISECOND)));
    }

    private static WholePathRow path(int messages, long nanos) {
        Histogram sent = latencies(messages, nanos);
        Histogram none = new Histogram(3);
        var result =
                new StepResult(messages, 0, 0, 0, 0, 0, 0, 0, 0, 1_000 * MILLISECOND, 0, none, none, sent, new long[0]);
        return new WholePathRow(result, new CpuMeter.Spent(0, 0, 0), 3);
    }

    private static StoreRow row(int rows, long nanos) {
        return new StoreRow(3, new StoreYardstick.Throughput(rows, 1, latencies(rows, nanos)));
    }

    private static Histogram latencies(int count, long nanos) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(nanos, count);
        return histogram;
    }

    private static String printed(AppendReport report) {
        var bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
