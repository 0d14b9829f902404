package chat.carillon.loadtest.bench.storm;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import chat.carillon.loadtest.storm.StormResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// What `bench storm` found.
public record StormReport(StormPlan plan, StormResult clients, Servers servers, Talk talk) {
    private static final double NANOS = 1e9;
    private static final double MIB = 1024.0 * 1024;
    private static final int MOST_QUERIES = 1_000;
    private static final double SLACK = 1.2;
    private static final double LEAST_FACTOR = 0.5;
    private static final double MOST_FACTOR = 1.5;
    private static final double LONGEST_BASE_SECONDS = 60;

    /// The servers from start to the last return.
    ///
    /// @param awayNanos from the fault until all served again
    /// @param cpuSeconds since they were started again
    /// @param memoryBytes of each process
    /// @param queries of the store for memberships, since the start
    /// @param lookups users that they were about
    public record Servers(long awayNanos, double cpuSeconds, List<Long> memoryBytes, long queries, long lookups) {
        public Servers {
            memoryBytes = List.copyOf(memoryBytes);
        }
    }

    /// From send to seen, of those who talked.
    public record Talk(Histogram calm, Histogram stormy) {}

    /// The most returns of a second: what the servers can accept.
    public long acceptedPerSecond() {
        return Arrays.stream(clients.returns()).max().orElse(0);
    }

    /// The longest wait that a client can be in when the servers are there again: after `n` attempts in vain it waits
    /// at most 1.5 s * 2^n, and has been away for at least 0.5 s * (2^n - 1).
    static double longestWaitSeconds(double awaySeconds) {
        double doubled = 1;
        while (doubled < LONGEST_BASE_SECONDS && LEAST_FACTOR * (2 * doubled - 1) <= awaySeconds) {
            doubled *= 2;
        }
        return MOST_FACTOR * Math.min(doubled, LONGEST_BASE_SECONDS);
    }

    /// How long it may take: away, the longest wait, and accepting all at that rate, with a fifth to spare.
    private double allowedSeconds() {
        double away = servers.awayNanos() / NANOS;
        double accepting = plan.clients() / (double) Math.max(1, acceptedPerSecond());
        return SLACK * (away + longestWaitSeconds(away) + accepting);
    }

    public List<Verdict> verdicts() {
        double all = clients.back().getMaxValue() / NANOS;
        double synced = clients.synced().getMaxValue() / NANOS;
        return List.of(
                new Verdict(
                        "lost %,d, duplicated %,d, out of order %,d"
                                .formatted(clients.lost(), clients.duplicated(), clients.outOfOrder()),
                        "0, 0, 0",
                        clients.lost() + clients.duplicated() + clients.outOfOrder() == 0),
                new Verdict(
                        "all back after %.1f s, and all synced after %.1f s".formatted(all, synced),
                        "%.1f s: away, the longest wait under way then, %,d a second, and a fifth"
                                .formatted(allowedSeconds(), acceptedPerSecond()),
                        Math.max(all, synced) <= allowedSeconds()),
                new Verdict(
                        "%,d queries of the store for the memberships of %,d arrivals"
                                .formatted(servers.queries(), servers.lookups()),
                        "<= %,d".formatted(MOST_QUERIES),
                        servers.queries() <= MOST_QUERIES));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints what happened, second by second and in all.
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d clients on %s; %s.%n%n",
                plan.clients(),
                plan.nodes() == 1 ? "one server" : plan.nodes() + " nodes",
                switch (plan.fault()) {
                    case KILL -> "killed at once, and started again";
                    case DRAIN -> "drained, and started again, one after the other";
                });
        seconds(out);
        out.println();
        Table table = new Table("", "50 %", "99 %", "all");
        times(table, "had a session again after, s", clients.back());
        times(table, "had everything again after, s", clients.synced());
        times(table, "was without a session for, s", clients.away());
        table.print(out);
        long attempts = Arrays.stream(clients.attempts()).sum();
        long refusals = Arrays.stream(clients.refusals()).sum();
        out.println();
        out.printf(
                Locale.ROOT,
                "attempts %,d (%.2f a client), %,d in the first second, %,d in the busiest; refused %,d%n",
                attempts,
                attempts / (double) plan.clients(),
                clients.attempts().length == 0 ? 0 : clients.attempts()[0],
                Arrays.stream(clients.attempts()).max().orElse(0),
                refusals);
        out.printf(
                Locale.ROOT,
                "servers: away %.1f s, %.0f us of CPU a return, largest process %.0f MiB%n",
                servers.awayNanos() / NANOS,
                servers.cpuSeconds() * 1e6 / plan.clients(),
                Collections.max(servers.memoryBytes()) / MIB);
        out.printf(
                "talk of those connected: p50 %s, p99 %s ms before;"
                        + " p50 %s, p99 %s ms while the others came (%,d seen)%n%n",
                Figures.millis(talk.calm(), 50),
                Figures.millis(talk.calm(), 99),
                Figures.millis(talk.stormy(), 50),
                Figures.millis(talk.stormy(), 99),
                talk.stormy().getTotalCount());
        prediction(out);
        verdicts().forEach(out::println);
    }

    /// Of servers that are gone all at once; a drain is another story.
    private void prediction(PrintStream out) {
        if (plan.fault() == StormPlan.Fault.KILL) {
            Prediction.of(plan.clients(), Duration.ofNanos(servers.awayNanos()), clients.returns())
                    .ifPresent(prediction -> out.printf(
                            "%s%n%n", prediction.beside(clients.back().getMaxValue() / NANOS)));
        }
    }

    private void seconds(PrintStream out) {
        Table table = new Table("second", "attempts", "refused", "sessions opened");
        int end = Math.max(clients.attempts().length, clients.returns().length);
        for (int second = 0; second < end; second++) {
            table.add(
                    Integer.toString(second),
                    Figures.count(at(clients.attempts(), second)),
                    Figures.count(at(clients.refusals(), second)),
                    Figures.count(at(clients.returns(), second)));
        }
        table.print(out);
    }

    private static long at(long[] seconds, int second) {
        return second < seconds.length ? seconds[second] : 0;
    }

    private static void times(Table table, String name, Histogram times) {
        table.add(
                name,
                Figures.fixed(times.getValueAtPercentile(50) / NANOS, 1),
                Figures.fixed(times.getValueAtPercentile(99) / NANOS, 1),
                Figures.fixed(times.getMaxValue() / NANOS, 1));
    }
}
