package chat.carillon.loadtest.bench.append;

import chat.carillon.loadtest.machine.CpuMeter;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import chat.carillon.loadtest.step.StepResult;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What `bench append` found.
///
/// @param paths whole path with all senders, one a repetition; `stores` the yardstick beside each
/// @param lonePaths whole path with one sender; `loneStores` the yardstick with one message a commit
public record AppendReport(
        AppendOptions options,
        List<WholePathRow> paths,
        List<StoreRow> stores,
        List<WholePathRow> lonePaths,
        List<StoreRow> loneStores) {
    private static final double LEAST_OF_STORE = 0.5;
    private static final double MOST_OF_COMMIT = 1.3;

    /// From `send` to `sent` over sockets.
    ///
    /// @param meanBatch entries of one commit on average; 0 if the server does not tell
    public record WholePathRow(StepResult result, CpuMeter.Spent spent, double meanBatch) {
        double perSecond() {
            return result.sent().getTotalCount() / result.seconds();
        }
    }

    /// The yardstick.
    public record StoreRow(int batch, StoreYardstick.Throughput throughput) {}

    public AppendReport {
        paths = List.copyOf(paths);
        stores = List.copyOf(stores);
        lonePaths = List.copyOf(lonePaths);
        loneStores = List.copyOf(loneStores);
    }

    /// Messages a second of the whole path, as a part of what the yardstick does.
    public double shareOfStore() {
        return median(paths, WholePathRow::perSecond)
                / median(stores, row -> row.throughput().perSecond());
    }

    /// Time until a lone sender's `sent`, as a multiple of a bare commit's.
    public double multipleOfCommit() {
        return median(lonePaths, row -> row.result().sent().getValueAtPercentile(50))
                / median(loneStores, row -> row.throughput().commits().getValueAtPercentile(50));
    }

    private static <T> double median(List<T> rows, ToDoubleFunction<T> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }

    public List<Verdict> verdicts() {
        long refused = paths.stream().mapToLong(row -> row.result().refused()).sum();
        return List.of(
                new Verdict(
                        "%,d senders: %s of %s"
                                .formatted(
                                        options.senders(),
                                        Figures.fixed(shareOfStore(), 2),
                                        options.store().yardstick()),
                        ">= " + LEAST_OF_STORE,
                        shareOfStore() >= LEAST_OF_STORE),
                new Verdict(
                        "lone sender: sent after %s of %s"
                                .formatted(
                                        Figures.fixed(multipleOfCommit(), 2),
                                        options.store().commit()),
                        "<= " + MOST_OF_COMMIT,
                        multipleOfCommit() <= MOST_OF_COMMIT),
                new Verdict("%,d sends refused".formatted(refused), "0", refused == 0));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints both sides of each repetition, and the verdicts.
    public void print(PrintStream out) {
        out.println(
                "Messages of 200 characters in direct conversations of two, every one durable before it is answered.");
        out.println();
        Table table = new Table(
                "side", "senders", "batch", "messages/s", "p50 ms", "p99 ms", "max ms", "server us a message");
        paths.forEach(row -> path(table, options.senders(), row));
        stores.forEach(row -> store(table, row));
        lonePaths.forEach(row -> path(table, 1, row));
        loneStores.forEach(row -> store(table, row));
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }

    private static void path(Table table, int senders, WholePathRow row) {
        var sent = row.result().sent();
        table.add(
                "send to sent",
                Integer.toString(senders),
                row.meanBatch() > 0 ? Figures.fixed(row.meanBatch(), 1) : "-",
                Figures.count(row.perSecond()),
                Figures.millis(sent, 50),
                Figures.millis(sent, 99),
                Figures.millis(sent, 100),
                Figures.fixed(row.spent().coreSeconds() * 1e6 / Math.max(1, sent.getTotalCount()), 1));
    }

    private void store(Table table, StoreRow row) {
        var commits = row.throughput().commits();
        table.add(
                options.store().yardstick(),
                "-",
                Integer.toString(row.batch()),
                Figures.count(row.throughput().perSecond()),
                Figures.millis(commits, 50),
                Figures.millis(commits, 99),
                Figures.millis(commits, 100),
                "-");
    }
}
