package chat.carillon.loadtest.bench.gateway;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// What `bench gateway` found.
public record GatewayReport(int sessions, Memory before, Memory after, Arrival arrival, Idle idle, Fanout fanout) {
    private static final double KIB = 1024;
    private static final double MOST_KIB = 6;
    private static final double MOST_IDLE_SHARE = 0.03;
    private static final int MOST_QUERIES = 1_000;

    /// Bytes of this process.
    ///
    /// @param heapBytes live objects
    /// @param otherBytes outside the heap: buffers and code, as the JVM and Netty count them
    public record Memory(long heapBytes, long otherBytes) {}

    /// All came back at once.
    ///
    /// @param queries of the store for memberships
    public record Arrival(double seconds, double cpuSeconds, long queries) {}

    /// Nothing happened but heartbeats.
    ///
    /// @param cpuShare of a core, both ends together
    public record Idle(double cpuShare, double pingsPerSecond) {}

    /// A message at a time, from the call until the last one has it.
    public record Fanout(double medianMillis, double longestMillis) {}

    private double heapKib() {
        return (after.heapBytes - before.heapBytes) / KIB / sessions;
    }

    private double otherKib() {
        return (after.otherBytes - before.otherBytes) / KIB / sessions;
    }

    public List<Verdict> verdicts() {
        return List.of(
                new Verdict(
                        "%s KiB of live objects and %s KiB of other memory a session"
                                .formatted(Figures.fixed(heapKib(), 2), Figures.fixed(otherKib(), 2)),
                        "<= %s KiB together".formatted(MOST_KIB),
                        heapKib() + otherKib() <= MOST_KIB),
                new Verdict(
                        "idle: %s %% of a core, with %s pings a second, both ends together"
                                .formatted(
                                        Figures.fixed(idle.cpuShare * 100, 2), Figures.fixed(idle.pingsPerSecond, 0)),
                        "< %s %%".formatted(MOST_IDLE_SHARE * 100),
                        idle.cpuShare < MOST_IDLE_SHARE),
                new Verdict(
                        "%,d queries of the store for %,d who came at once".formatted(arrival.queries, sessions),
                        "<= %,d".formatted(MOST_QUERIES),
                        arrival.queries <= MOST_QUERIES));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints what was measured, and the verdicts.
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d sessions over a transport in memory, all members of one conversation.%n%n"
                        + "all came back, with their tickets, in %.1f s: %,.0f a second, %.0f us of CPU each%n"
                        + "a message reached the last of them after %.1f ms (median), %.1f ms (longest)%n%n",
                sessions,
                arrival.seconds,
                sessions / arrival.seconds,
                arrival.cpuSeconds * 1e6 / sessions,
                fanout.medianMillis,
                fanout.longestMillis);
        verdicts().forEach(out::println);
    }
}
