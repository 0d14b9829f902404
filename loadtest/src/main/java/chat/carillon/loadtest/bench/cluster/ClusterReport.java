package chat.carillon.loadtest.bench.cluster;

import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What `bench cluster` found.
///
/// @param loopback round trips of a byte
public record ClusterReport(ClusterOptions options, List<Row> rows, List<Hops> hops, Histogram loopback) {
    private static final double MOST_OF_ONE_NODE = 2.5;
    private static final double LATE_NANOS = 2e9;

    /// One kind of conversation.
    ///
    /// @param kind `small`: routed to the nodes that the registry names; `large`: one publish
    /// @param home whether the sender is in the region of the database
    public record Row(BrokerKind broker, String kind, boolean home, Trio.Times times) {
        /// Seen on another node, as a multiple of seen on the sender's: the medians.
        double multiple() {
            return (double) times.far().getValueAtPercentile(50) / times.near().getValueAtPercentile(50);
        }
    }

    /// Each hop alone.
    public record Hops(BrokerKind broker, HopYardstick.Hops alone) {}

    public ClusterReport {
        rows = List.copyOf(rows);
        hops = List.copyOf(hops);
    }

    public List<Verdict> verdicts() {
        var verdicts = new ArrayList<Verdict>();
        for (Row row : rows) {
            String name = "%s, %s conversation".formatted(ClusterBench.name(row.broker()), row.kind());
            if (options.twoRegions()) {
                verdicts.add(new Verdict(
                        "%s, %s: seen in the other region after at most %s ms"
                                .formatted(
                                        name,
                                        place(row),
                                        Figures.millis(row.times().far(), 100)),
                        "2,000 ms",
                        row.times().far().getMaxValue() < LATE_NANOS));
            } else {
                verdicts.add(new Verdict(
                        "%s: %s of the time within one node".formatted(name, Figures.fixed(row.multiple(), 2)),
                        "<= " + MOST_OF_ONE_NODE,
                        row.multiple() <= MOST_OF_ONE_NODE));
            }
        }
        return List.copyOf(verdicts);
    }

    /// Whether every limit was reached; that of Kafka is only told.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    private static String place(Row row) {
        return row.home() ? "sent beside the database" : "sent from the other region";
    }

    /// Prints a row for each kind of conversation, the hops, and the verdicts.
    public void print(PrintStream out) {
        out.printf(
                "%,d messages of 100 characters each, one at a time, from the call of send%s.%n%n",
                options.messages(),
                options.twoRegions()
                        ? "; two regions, %d ms of round trip"
                                .formatted(options.roundTrip().toMillis())
                        : "");
        Table table = new Table(
                "conversation",
                "sent p50 ms",
                "p99",
                "seen on the own node p50 ms",
                "p99",
                "on the other p50 ms",
                "p99",
                "max");
        for (Row row : rows) {
            table.add(
                    "%s, %s%s"
                            .formatted(
                                    ClusterBench.name(row.broker()),
                                    row.kind(),
                                    options.twoRegions() ? ", " + place(row) : ""),
                    Figures.millis(row.times().sent(), 50),
                    Figures.millis(row.times().sent(), 99),
                    Figures.millis(row.times().near(), 50),
                    Figures.millis(row.times().near(), 99),
                    Figures.millis(row.times().far(), 50),
                    Figures.millis(row.times().far(), 99),
                    Figures.millis(row.times().far(), 100));
        }
        table.print(out);
        out.println();
        hops.forEach(one -> printHops(one, out));
        out.printf("Loopback, there and back: p50 %s ms.%n%n", Figures.millis(loopback, 50));
        verdicts().forEach(out::println);
    }

    /// The hops of a small conversation's message to the other node; what is left is the way through sockets, sessions,
    /// lane and fan-out.
    private void printHops(Hops one, PrintStream out) {
        Row row = rows.stream()
                .filter(candidate ->
                        candidate.broker() == one.broker() && candidate.kind().equals("small"))
                .findFirst()
                .orElseThrow();
        double whole = row.times().far().getValueAtPercentile(50);
        double append = one.alone().append().getValueAtPercentile(50);
        double lookup = one.alone().lookup().getValueAtPercentile(50);
        double broker = one.alone().broker().getValueAtPercentile(50);
        Table table = new Table("hop over " + ClusterBench.name(one.broker()), "p50 ms", "%");
        hop(table, "append and commit in PostgreSQL", append, whole);
        hop(table, "registry lookup", lookup, whole);
        hop(table, "broker, from node to node", broker, whole);
        hop(table, "sockets, sessions, lane, fan-out", whole - append - lookup - broker, whole);
        hop(table, "all", whole, whole);
        table.print(out);
        out.println();
    }

    private static void hop(Table table, String name, double nanos, double whole) {
        table.add(name, Figures.millis(nanos), Figures.fixed(nanos / whole * 100, 0));
    }
}
