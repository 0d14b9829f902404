package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.machine.JvmStops;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `bench fanout` found.
///
/// @param rows every measured step but the sweep's
/// @param sweepRows every step of the sweeps
/// @param saturation the highest rate that went well, by side; empty without a sweep
/// @param stops of the server's JVM, since it was warm
public record FanoutReport(
        FanoutOptions options,
        List<FanoutRow> rows,
        List<FanoutRow> sweepRows,
        Map<String, FanoutRow> saturation,
        JvmStops stops) {

    static FanoutReport of(FanoutOptions options, List<FanoutRow> rows, List<Sweep> sweeps, JvmStops stops) {
        List<FanoutRow> sweepRows = new ArrayList<>();
        Map<String, FanoutRow> saturation = new LinkedHashMap<>();
        for (Sweep sweep : sweeps) {
            sweepRows.addAll(sweep.rows());
            FanoutRow best = sweep.best();
            if (best != null) {
                saturation.put(best.side(), best);
            }
        }
        return new FanoutReport(options, rows, sweepRows, saturation, stops);
    }

    /// The figures that have limits, with their limits.
    public List<Verdict> verdicts() {
        return FanoutVerdicts.of(this);
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints tables, ratios to the yardstick and verdicts.
    public void print(PrintStream out) {
        out.printf("%,d members of one conversation, messages of 200 bytes, %s.%n", options.members(), where());
        out.println("Latencies run from the time a message was due; us = CPU of the server for one delivery.");
        out.println();
        List<FanoutSummary> summaries = FanoutSummary.of(rows);
        printSteps(out, summaries);
        if (!sweepRows.isEmpty()) {
            out.println();
            out.println("Rate raised until a message needed 2 s for its last member, or was lost:");
            printSteps(out, FanoutSummary.of(sweepRows));
        }
        out.println();
        printNoise(out);
        verdicts().forEach(out::println);
    }

    private String where() {
        return options.cores().bound()
                ? "server on core %d, load on core %d"
                        .formatted(options.cores().server(), options.cores().load())
                : "processes not bound to cores";
    }

    private static void printSteps(PrintStream out, List<FanoutSummary> summaries) {
        Table table = new Table(
                "step",
                "side",
                "last p50 ms",
                "p99 ms",
                "max ms",
                "deliveries/s",
                "us",
                "process us",
                "sent p50 ms",
                "lost",
                "dup",
                "ooo",
                "refused",
                "lagging",
                "quiet");
        for (FanoutSummary summary : summaries) {
            table.add(
                    summary.kind(),
                    summary.side(),
                    Figures.millis(summary.median(row -> row.result().complete().getValueAtPercentile(50))),
                    Figures.millis(summary.median(row -> row.result().complete().getValueAtPercentile(99))),
                    Figures.millis(summary.max(row -> row.result().complete().getMaxValue())),
                    Figures.count(summary.median(FanoutRow::deliveriesPerSecond)),
                    Figures.fixed(summary.median(FanoutRow::coreMicros), 2),
                    Figures.fixed(summary.median(FanoutRow::processMicros), 2),
                    Figures.millis(summary.median(row -> row.result().sent().getValueAtPercentile(50))),
                    Figures.count(summary.sum(FanoutRow::lost)),
                    Figures.count(summary.sum(row -> row.result().duplicated())),
                    Figures.count(summary.sum(row -> row.result().outOfOrder())),
                    Figures.count(summary.sum(row -> row.result().refused())),
                    Figures.count(summary.sum(row -> row.result().lagging())),
                    summary.rows().size() - summary.noisySteps() + "/"
                            + summary.rows().size());
        }
        table.print(out);
    }

    private void printNoise(PrintStream out) {
        List<FanoutRow> all = new ArrayList<>(rows);
        all.addAll(sweepRows);
        long noisy = all.stream().filter(FanoutRow::noisy).count();
        double worst = all.stream()
                .mapToDouble(row -> row.spent().foreignShare())
                .max()
                .orElse(0);
        if (noisy > 0) {
            out.printf(
                    "The machine was noisy: in %d of %d steps others took more than %.0f %% of the server's core (up to"
                            + " %.0f %%).%nRead ratios, not absolute figures.%n%n",
                    noisy, all.size(), FanoutRow.NOISY_SHARE * 100, worst * 100);
        }
    }

    /// The steps of one kind on one side.
    Optional<FanoutSummary> summary(String side, String kind) {
        return FanoutSummary.of(rows).stream()
                .filter(summary -> summary.side().equals(side) && summary.kind().equals(kind))
                .findFirst();
    }
}
