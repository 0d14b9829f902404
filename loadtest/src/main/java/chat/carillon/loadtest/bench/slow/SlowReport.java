package chat.carillon.loadtest.bench.slow;

import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What `bench slow` found. Rows are of the members that read all the time.
///
/// @param rate messages a second
public record SlowReport(
        SlowOptions options, double rate, List<FanoutRow> without, List<FanoutRow> with, List<Return> returns) {
    private static final double MOST_OF_WITHOUT = 1.2;
    private static final double MIB = 1024.0 * 1024;

    /// What the server may hold for all that do not read: a bounded part of each socket, and one ring a feed.
    private static final int MOST_KIB_A_FROZEN = 256;

    public SlowReport {
        without = List.copyOf(without);
        with = List.copyOf(with);
        returns = List.copyOf(returns);
    }

    /// How members that read again fared.
    ///
    /// @param growthBytes of the server's memory while they did not read
    /// @param behind how many lacked something when they began to read
    /// @param lagged how many were told to sync, as the server had gone on without them
    /// @param missing how many lacked something in the end
    /// @param nanos until nobody did
    public record Return(long growthBytes, int behind, long lagged, int missing, long nanos) {}

    private static double p99(FanoutRow row) {
        return row.result().delivery().getValueAtPercentile(99);
    }

    private static double median(List<FanoutRow> rows, ToDoubleFunction<FanoutRow> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }

    public List<Verdict> verdicts() {
        double ratio = median(with, SlowReport::p99) / median(without, SlowReport::p99);
        long bad = without.stream().mapToLong(SlowReport::bad).sum()
                + with.stream().mapToLong(SlowReport::bad).sum();
        long growth = returns.stream().mapToLong(Return::growthBytes).max().orElse(0);
        long allowed = 1024L * options.frozen() * MOST_KIB_A_FROZEN;
        int missing = returns.stream().mapToInt(Return::missing).sum();
        return List.of(
                new Verdict(
                        "p99 of the others %s of that without".formatted(Figures.fixed(ratio, 2)),
                        "<= " + MOST_OF_WITHOUT,
                        ratio <= MOST_OF_WITHOUT),
                new Verdict("the others lost, doubled or disordered %,d".formatted(bad), "0", bad == 0),
                new Verdict(
                        "memory grew by %s MiB at most".formatted(Figures.fixed(growth / MIB, 1)),
                        "<= %s MiB: %d KiB each".formatted(Figures.fixed(allowed / MIB, 0), MOST_KIB_A_FROZEN),
                        growth <= allowed),
                new Verdict("%,d of those who read again lack something".formatted(missing), "0", missing == 0));
    }

    private static long bad(FanoutRow row) {
        return row.lost() + row.result().duplicated() + row.result().outOfOrder();
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints both kinds of steps, and how the frozen ones caught up.
    public void print(PrintStream out) {
        out.printf(
                "%,d members of one conversation, of whom %,d read nothing in every other step;"
                        + " %s messages a second.%n%n",
                options.members(), options.frozen(), Figures.fixed(rate, 1));
        Table table = new Table("", "delivery p50 ms", "p99 ms", "max ms", "us a delivery", "lost");
        row(table, "all read", without);
        row(table, "some do not", with);
        table.print(out);
        out.println();
        for (Return back : returns) {
            out.printf(
                    "%,d were behind, %,d told to sync, and all had everything %s ms after they read again;"
                            + " memory %s MiB%n",
                    back.behind(),
                    back.lagged(),
                    Figures.millis(back.nanos()),
                    Figures.fixed(back.growthBytes() / MIB, 1));
        }
        out.println();
        verdicts().forEach(out::println);
    }

    private static void row(Table table, String name, List<FanoutRow> rows) {
        table.add(
                name,
                Figures.millis(median(rows, row -> row.result().delivery().getValueAtPercentile(50))),
                Figures.millis(median(rows, SlowReport::p99)),
                Figures.millis(median(rows, row -> row.result().delivery().getMaxValue())),
                Figures.fixed(median(rows, FanoutRow::coreMicros), 2),
                Figures.count(rows.stream().mapToLong(FanoutRow::lost).sum()));
    }
}
