package chat.carillon.loadtest.bench.ack;

import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What `bench acks` found.
///
/// @param silent steps in which members said nothing; `acking` those beside them
/// @param acks that members sent in all steps of `acking`
public record AckReport(AckOptions options, List<FanoutRow> silent, List<FanoutRow> acking, long acks) {
    private static final double MOST_OF_CPU = 0.10;

    public AckReport {
        silent = List.copyOf(silent);
        acking = List.copyOf(acking);
    }

    /// The part of the server's CPU that goes into acks: what a delivery costs more with them.
    public double shareOfCpu() {
        return 1 - median(silent, FanoutRow::coreMicros) / median(acking, FanoutRow::coreMicros);
    }

    private static double median(List<FanoutRow> rows, ToDoubleFunction<FanoutRow> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }

    private static long bad(FanoutRow row) {
        return row.lost() + row.result().duplicated() + row.result().outOfOrder();
    }

    public List<Verdict> verdicts() {
        long bad = silent.stream().mapToLong(AckReport::bad).sum()
                + acking.stream().mapToLong(AckReport::bad).sum();
        return List.of(
                new Verdict(
                        "acks take %s %% of the server's CPU".formatted(Figures.fixed(100 * shareOfCpu(), 1)),
                        "<= " + Figures.fixed(100 * MOST_OF_CPU, 0),
                        shareOfCpu() <= MOST_OF_CPU),
                new Verdict("%,d acks were sent".formatted(acks), "> 0", acks > 0),
                new Verdict("lost, doubled or disordered %,d".formatted(bad), "0", bad == 0));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints both kinds of steps.
    public void print(PrintStream out) {
        double seconds =
                acking.stream().mapToDouble(row -> row.result().seconds()).sum();
        out.printf(
                "%,d members of one conversation, 8 messages on their way at a time; in every other step each member"
                        + " acks as the SDK does, every 2.5 to 5 s: %s acks a second.%n%n",
                options.members(), Figures.count(Math.round(acks / Math.max(1, seconds))));
        Table table = new Table("", "deliveries/s", "us a delivery", "delivery p50 ms", "p99 ms", "lost");
        row(table, "silent", silent);
        row(table, "with acks", acking);
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }

    private static void row(Table table, String name, List<FanoutRow> rows) {
        table.add(
                name,
                Figures.count(Math.round(median(rows, FanoutRow::deliveriesPerSecond))),
                Figures.fixed(median(rows, FanoutRow::coreMicros), 2),
                Figures.millis(median(rows, row -> row.result().delivery().getValueAtPercentile(50))),
                Figures.millis(median(rows, row -> row.result().delivery().getValueAtPercentile(99))),
                Figures.count(rows.stream().mapToLong(FanoutRow::lost).sum()));
    }
}
