package chat.carillon.loadtest.bench.cluster;

import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `bench cluster --members` found.
///
/// @param alone the highest rate at which one node had everybody in time
public record CrowdReport(int members, BrokerKind broker, FanoutRow alone, Spread spread) {
    private static final double ONE_RECORD = 1.05;

    /// Three nodes.
    ///
    /// @param same at the rate of the one node
    /// @param records of the broker for each message
    /// @param best the highest rate of these; null if none went well
    public record Spread(
            FanoutRow same, double records, @Nullable FanoutRow best) {}

    public List<Verdict> verdicts() {
        FanoutRow row = spread.same();
        return List.of(
                new Verdict(
                        "%s messages/s, three nodes: last member after at most %s ms"
                                .formatted(
                                        Figures.fixed(row.messagesPerSecond(), 0),
                                        Figures.millis(row.result().complete(), 100)),
                        "2,000 ms",
                        row.result().complete().getMaxValue() < FanoutRow.LAST_MEMBER_WITHIN.toNanos()),
                new Verdict(
                        "lost %,d, duplicated %,d, out of order %,d"
                                .formatted(
                                        row.lost(),
                                        row.result().duplicated(),
                                        row.result().outOfOrder()),
                        "0, 0, 0",
                        row.lost() + row.result().duplicated() + row.result().outOfOrder() == 0),
                new Verdict(
                        "%s records on the broker for a message".formatted(Figures.fixed(spread.records(), 2)),
                        "1",
                        spread.records() <= ONE_RECORD));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints a row each, and the verdicts.
    public void print(PrintStream out) {
        out.printf("%,d members of one conversation, all online, over %s.%n%n", members, ClusterBench.name(broker));
        Table table =
                new Table("nodes", "messages/s", "deliveries/s", "last member p50 ms", "p99 ms", "max ms", "lost");
        row(table, "1, highest rate", alone);
        row(table, "3, the same rate", spread.same());
        if (spread.best() != null) {
            row(table, "3, highest rate", spread.best());
        }
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }

    private static void row(Table table, String name, FanoutRow row) {
        table.add(
                name,
                Figures.fixed(row.messagesPerSecond(), 1),
                Figures.count(row.deliveriesPerSecond()),
                Figures.millis(row.result().complete(), 50),
                Figures.millis(row.result().complete(), 99),
                Figures.millis(row.result().complete(), 100),
                Figures.count(row.lost()));
    }
}
