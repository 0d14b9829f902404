package chat.carillon.loadtest.bench.polling;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// What `bench polling` found. The first row is of WebSockets.
public record PollingReport(PollingOptions options, List<Row> rows) {
    private static final double KIB = 1024;

    public PollingReport {
        rows = List.copyOf(rows);
    }

    /// One way to be shown the conversation.
    ///
    /// @param requests HTTP requests of all clients
    /// @param bytes both ways, as the clients counted them: HTTP heads and WebSocket frames with their headers
    /// @param cpuShare of a core, of the server
    /// @param delays from when a message was due to when a client had it
    public record Row(String name, long requests, long bytes, double cpuShare, Histogram delays) {}

    public List<Verdict> verdicts() {
        Row socket = rows.getFirst();
        return rows.stream()
                .skip(1)
                .map(polling -> new Verdict(
                        "%s: %s times the bytes, %s times the delay (median) of a WebSocket"
                                .formatted(
                                        polling.name(),
                                        Figures.fixed(polling.bytes() / (double) socket.bytes(), 1),
                                        Figures.fixed(
                                                polling.delays().getValueAtPercentile(50)
                                                        / (double)
                                                                socket.delays().getValueAtPercentile(50),
                                                0)),
                        "the WebSocket is the earlier one",
                        socket.delays().getValueAtPercentile(50)
                                < polling.delays().getValueAtPercentile(50)))
                .toList();
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints a row each.
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d members of one conversation, %s messages a second, %d s each.%n%n",
                options.clients(),
                options.messagesPerSecond(),
                options.duration().toSeconds());
        Table table = new Table(
                "",
                "requests/s",
                "KiB/s",
                "bytes a message shown",
                "CPU % of a core",
                "seen",
                "delay p50 ms",
                "p99 ms");
        double seconds = options.duration().toSeconds();
        for (Row row : rows) {
            long seen = row.delays().getTotalCount();
            table.add(
                    row.name(),
                    Figures.fixed(row.requests() / seconds, 1),
                    Figures.fixed(row.bytes() / KIB / seconds, 1),
                    Figures.count(row.bytes() / (double) Math.max(1, seen)),
                    Figures.fixed(row.cpuShare() * 100, 1),
                    Figures.count(seen),
                    Figures.millis(row.delays(), 50),
                    Figures.millis(row.delays(), 99));
        }
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }
}
