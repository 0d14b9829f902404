package chat.carillon.loadtest.bench.pair;

import chat.carillon.loadtest.machine.CpuMeter;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import chat.carillon.loadtest.step.StepResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What `bench pair` found.
///
/// @param rows one a repetition
/// @param crowdRate messages a second in the large conversation beside; 0 if there was none
/// @param crowdResults what its members were given
public record PairReport(PairOptions options, List<Row> rows, double crowdRate, List<StepResult> crowdResults) {
    private static final double MAX_P99_NANOS = 20e6;

    /// One repetition.
    public record Row(StepResult result, CpuMeter.Spent spent) {
        long lost() {
            return Math.max(result.published() - result.refused() - result.deliveries(), result.lost());
        }
    }

    public PairReport {
        rows = List.copyOf(rows);
        crowdResults = List.copyOf(crowdResults);
    }

    /// A percentile of the time from due to the other one of a pair, in nanoseconds; the median of the repetitions.
    public double deliveryNanos(double percentile) {
        return median(row -> row.result().delivery().getValueAtPercentile(percentile));
    }

    private double median(ToDoubleFunction<Row> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }

    public List<Verdict> verdicts() {
        long lost = rows.stream().mapToLong(Row::lost).sum();
        long duplicated =
                rows.stream().mapToLong(row -> row.result().duplicated()).sum();
        long outOfOrder =
                rows.stream().mapToLong(row -> row.result().outOfOrder()).sum();
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(new Verdict(
                "direct messages p99 %s ms".formatted(Figures.millis(deliveryNanos(99))),
                "<= %.0f ms".formatted(MAX_P99_NANOS / 1e6),
                deliveryNanos(99) <= MAX_P99_NANOS));
        verdicts.add(new Verdict(
                "lost %,d, duplicated %,d, out of order %,d".formatted(lost, duplicated, outOfOrder),
                "0, 0, 0",
                lost + duplicated + outOfOrder == 0));
        return List.copyOf(verdicts);
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints a row a repetition, and the verdicts.
    public void print(PrintStream out) {
        out.printf(
                "%,d pairs, %,.0f direct messages a second, each durable before it is sent on; latencies from due.%n",
                options.pairs(), options.messagesPerSecond());
        if (crowdRate > 0) {
            long deliveries =
                    crowdResults.stream().mapToLong(StepResult::deliveries).sum();
            double seconds =
                    crowdResults.stream().mapToDouble(StepResult::seconds).sum();
            out.printf(
                    "Meanwhile %,.0f messages/s to %,d members of one conversation: %,.0f deliveries/s.%n",
                    crowdRate, options.crowd(), deliveries / seconds);
        }
        out.println();
        Table table = new Table(
                "run",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "sent p50 ms",
                "sent p99 ms",
                "us",
                "lost",
                "others %");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            StepResult result = row.result();
            table.add(
                    Integer.toString(i + 1),
                    Figures.millis(result.delivery(), 50),
                    Figures.millis(result.delivery(), 99),
                    Figures.millis(result.delivery(), 99.9),
                    Figures.millis(result.delivery(), 100),
                    Figures.millis(result.sent(), 50),
                    Figures.millis(result.sent(), 99),
                    Figures.fixed(row.spent().coreSeconds() * 1e6 / Math.max(1, result.deliveries()), 0),
                    Figures.count(row.lost()),
                    Figures.fixed(row.spent().foreignShare() * 100, 0));
        }
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }
}
