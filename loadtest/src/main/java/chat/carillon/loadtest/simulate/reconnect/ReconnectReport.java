package chat.carillon.loadtest.simulate.reconnect;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.simulate.chart.Chart;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What `simulate reconnect` found: the same loss, once for each policy.
public record ReconnectReport(ReconnectOptions options, Exercise exercise, List<ReconnectResult> results) {
    private static final int MIN_SECONDS_SHOWN = 10;

    public ReconnectReport {
        results = List.copyOf(results);
    }

    /// Simulates every one of these policies.
    public static ReconnectReport of(ReconnectOptions options, List<Policy> policies) {
        List<ReconnectResult> results = policies.stream()
                .map(policy -> ReconnectSimulation.run(options, policy))
                .toList();
        return new ReconnectReport(options, Exercise.of(options), results);
    }

    /// Prints what was simulated, the worked exercise and a table of the policies.
    public void print(PrintStream out) {
        ReconnectOptions.Server server = options.server();
        out.printf(
                Locale.ROOT,
                "%,d clients lose their server, which is %s for %s and opens %s sessions a second.%n",
                options.clients(),
                server.silent() ? "silent" : "down",
                Exercise.seconds(server.outage()),
                Figures.count(server.acceptPerSecond()));
        out.printf(
                "Nobody can have all of them back before %s. Attempts are given up after %s.%n%n",
                Exercise.seconds(soonest()), Exercise.seconds(options.timeout()));
        exercise.print(out);
        out.println();
        printPolicies(out);
    }

    private Duration soonest() {
        return options.server()
                .outage()
                .plus(ClosedForm.drain(options.clients(), options.server().acceptPerSecond()));
    }

    private void printPolicies(PrintStream out) {
        Table table = new Table(
                "policy", "1st second", "peak/s", "attempts", "refused", "wasted", "50 %", "99 %", "all back");
        for (ReconnectResult result : results) {
            table.add(
                    result.policy().label(),
                    Figures.count(result.attempts(0)),
                    Figures.count(result.peakAttempts()),
                    Figures.count(result.totalAttempts()),
                    Figures.count(result.refused()),
                    Figures.count(result.wasted()),
                    after(result, 0.5),
                    after(result, 0.99),
                    after(result, 1));
        }
        table.print(out);
        out.println("peak: attempts of the worst second; refused: told to come later, by carillon's admission;");
        out.println("wasted: sessions opened for clients that had given up; never: not in "
                + Exercise.seconds(options.horizon()) + ".");
    }

    private static String after(ReconnectResult result, double share) {
        return result.backAfter(share).map(Exercise::seconds).orElse("never");
    }

    /// Attempts a second of every policy, one under the other.
    public Chart chart() {
        int seconds = secondsShown();
        List<Chart.Panel> panels = results.stream()
                .map(result -> new Chart.Panel(
                        result.policy().label(),
                        caption(result),
                        values(seconds, result::attempts),
                        values(seconds, second -> 100.0 * result.back(second + 1) / options.clients())))
                .toList();
        String title = String.format(
                Locale.ROOT, "Attempts a second of %,d clients that lost their server", options.clients());
        return new Chart(title, options.server().acceptPerSecond(), panels);
    }

    /// Until all are back with those policies that bring them back in time to be seen beside the others.
    private int secondsShown() {
        long nanos = results.stream()
                .flatMap(result -> result.backAfter(1).stream())
                .mapToLong(Duration::toNanos)
                .max()
                .orElse(options.horizon().toNanos());
        return Math.max(MIN_SECONDS_SHOWN, ReconnectSimulation.second(nanos) + 1);
    }

    private interface OfSecond {
        double value(int second);
    }

    private static List<Double> values(int seconds, OfSecond source) {
        List<Double> values = new ArrayList<>(seconds);
        for (int second = 0; second < seconds; second++) {
            values.add(source.value(second));
        }
        return values;
    }

    private static String caption(ReconnectResult result) {
        boolean admission =
                result.policy() == Policy.CARILLON && result.options().server().admission();
        return result.policy().words()
                + (admission ? "; admission; " : "; ")
                + result.backAfter(1)
                        .map(time -> "all back after " + Exercise.seconds(time))
                        .orElseGet(() -> String.format(
                                Locale.ROOT,
                                "%,d of %,d back",
                                result.back(),
                                result.options().clients()));
    }

    /// A line a second and policy: `policy,second,attempts,back`.
    public Stream<String> csv() {
        int seconds = ReconnectSimulation.second(options.horizon().toNanos());
        Stream<String> rows = results.stream()
                .flatMap(result -> Stream.iterate(0, second -> second + 1)
                        .limit(seconds)
                        .map(second -> "%s,%d,%d,%d"
                                .formatted(
                                        result.policy().label(),
                                        second,
                                        result.attempts(second),
                                        result.back(second + 1))));
        return Stream.concat(Stream.of("policy,second,attempts,back"), rows);
    }
}
