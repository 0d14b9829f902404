package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.check.Findings;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import java.io.PrintStream;
import org.HdrHistogram.Histogram;

/// What a replay came to.
///
/// @param cuts connections that were cut
/// @param kills times that the server was killed
/// @param seconds that sending took
/// @param findings what went wrong
public record ReplayReport(
        Counts counts, long cuts, long kills, double seconds, Latencies latencies, Findings findings) {

    /// Nanoseconds from when a message was due, the time away of whoever was cut off included.
    ///
    /// @param sent until `sent`, of authors whose connections stayed
    /// @param sentByCut until `sent`, of authors who were cut off now and then
    /// @param seen until a watcher was shown it, where author and watcher stayed
    /// @param seenByCut the same where one of them was cut off now and then
    public record Latencies(Histogram sent, Histogram sentByCut, Histogram seen, Histogram seenByCut) {}

    /// How much there was of what.
    ///
    /// @param shown entries that watchers were shown
    /// @param blankLines that were left out because they say nothing
    /// @param replies messages that name the message they answer
    /// @param sessions of authors that were opened
    public record Counts(
            long messages,
            long conversations,
            long shown,
            long blankLines,
            long replies,
            long joins,
            long leaves,
            long sessions) {}

    /// Whether every watcher saw exactly the log.
    public boolean reached() {
        return findings.none();
    }

    /// Messages a second.
    public double messagesPerSecond() {
        return counts.messages() / seconds;
    }

    /// Prints what was done, how long it took and what went wrong; the last line holds the verdict.
    public void print(PrintStream out) {
        out.printf(
                "%,d messages (%,d of them answers) in %.1f s: %,.0f a second. "
                        + "%,d joins, %,d leaves, %,d blank lines left"
                        + " out.%n",
                counts.messages(),
                counts.replies(),
                seconds,
                messagesPerSecond(),
                counts.joins(),
                counts.leaves(),
                counts.blankLines());
        out.printf(
                "%,d sessions of authors opened, %,d connections cut, server killed %,d times; watchers were shown %,d"
                        + " entries.%n%n",
                counts.sessions(), cuts, kills, counts.shown());
        Table table = new Table("latency from due", "count", "p50 ms", "p99 ms", "max ms");
        row(table, "sent", latencies.sent());
        row(table, "sent, author cut off now and then", latencies.sentByCut());
        row(table, "seen", latencies.seen());
        row(table, "seen, author or watcher cut off now and then", latencies.seenByCut());
        table.print(out);
        out.println();
        if (!findings.none()) {
            out.println("First differences:");
            findings.differences().forEach(difference -> out.println("  " + difference));
            out.println();
        }
        out.printf("%d messages, %d conversations: %s%n", counts.messages(), counts.conversations(), findings);
    }

    private static void row(Table table, String name, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            table.add(
                    name,
                    Figures.count(histogram.getTotalCount()),
                    Figures.millis(histogram, 50),
                    Figures.millis(histogram, 99),
                    Figures.millis(histogram, 100));
        }
    }
}
