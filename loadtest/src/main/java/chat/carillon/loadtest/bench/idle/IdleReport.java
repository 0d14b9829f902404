package chat.carillon.loadtest.bench.idle;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/// What `bench idle` found.
///
/// @param connectSeconds for opening all connections
/// @param connectMicros CPU time of the server for one of them
/// @param rested until the server had done what was left to do; [Rest#PATIENCE] if it had not
/// @param idleCpuShare of one core that the server took while nothing happened
/// @param notes what went wrong; empty if nothing did
public record IdleReport(
        IdleOptions options,
        Memory before,
        Memory after,
        double connectSeconds,
        double connectMicros,
        Duration rested,
        double idleCpuShare,
        List<String> notes) {
    private static final int EXTRAPOLATED_CONNECTIONS = 50_000;
    private static final long MAX_CONNECTION_BYTES = 12 * 1024;
    private static final double KIB = 1024;
    private static final double MIB = 1024 * KIB;

    /// Growth of the process for one connection.
    public double rssBytesPerConnection() {
        return perConnection(Memory::rssBytes);
    }

    private double perConnection(ToLongFunction<Memory> kind) {
        return (double) (kind.applyAsLong(after) - kind.applyAsLong(before)) / options.connections();
    }

    public List<Verdict> verdicts() {
        double bytes = rssBytesPerConnection();
        return List.of(
                new Verdict(
                        "process memory %s KiB a connection".formatted(Figures.fixed(bytes / KIB, 2)),
                        "<= %d KiB".formatted(MAX_CONNECTION_BYTES / 1024),
                        bytes <= MAX_CONNECTION_BYTES),
                new Verdict(
                        "%d of %d connections lost".formatted(notes.size(), options.connections()),
                        "0",
                        notes.isEmpty()));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints memory before and after, per connection, and what 50,000 would need.
    public void print(PrintStream out) {
        out.printf(
                "%,d authenticated sessions, all members of one conversation, opened in %.1f s"
                        + " (%,.0f a second, %.0f us of the server's CPU each).%n",
                options.connections(), connectSeconds, options.connections() / connectSeconds, connectMicros);
        out.printf(
                "Doing nothing, they cost %.2f %% of a core, measured over %d s after %d s of rest%s.%n%n",
                idleCpuShare * 100,
                options.hold().toSeconds(),
                rested.toSeconds(),
                rested.compareTo(Rest.PATIENCE) < 0 ? "" : ", in which the server never came to rest");
        Table table = new Table("memory", "before MiB", "after MiB", "KiB a connection", "at 50,000 MiB");
        row(table, "process (RSS)", Memory::rssBytes);
        row(table, "process (PSS)", Memory::pssBytes);
        row(table, "live objects", Memory::heapBytes);
        row(table, "process after a full collection", Memory::collectedRssBytes);
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }

    private void row(Table table, String name, ToLongFunction<Memory> kind) {
        double each = perConnection(kind);
        double base = kind.applyAsLong(before);
        table.add(
                name,
                Figures.fixed(base / MIB, 1),
                Figures.fixed(kind.applyAsLong(after) / MIB, 1),
                Figures.fixed(each / KIB, 2),
                Figures.fixed((base + each * EXTRAPOLATED_CONNECTIONS) / MIB, 0));
    }
}
