package chat.carillon.loadtest.simulate.reconnect;

import chat.carillon.client.net.Backoff;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import java.io.PrintStream;
import java.time.Duration;
import java.util.SplittableRandom;

/// Three questions about clients that lose their server, answered by formulas and by drawing every client's waits:
/// how many attempt in the first second, when the third attempt of one falls, and what comes without backoff.
///
/// @param attempting clients whose first attempt falls into the first second
/// @param third when the third attempts of all fall
/// @param hammering attempts in the first second if clients come again at once
public record Exercise(ReconnectOptions options, int attempting, ClosedForm.Range third, double hammering) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int INTERVALS = 3;

    /// Draws the waits with the SDK's own backoff.
    public static Exercise of(ReconnectOptions options) {
        var random = new SplittableRandom(options.seed());
        int attempting = 0;
        Duration earliest = Duration.ofSeconds(Long.MAX_VALUE);
        Duration latest = Duration.ZERO;
        for (int client = 0; client < options.clients(); client++) {
            var backoff = new Backoff(random, options.shape());
            Duration passed = backoff.next();
            attempting += passed.compareTo(SECOND) < 0 ? 1 : 0;
            for (int i = 1; i < INTERVALS; i++) {
                passed = passed.plus(backoff.next());
            }
            earliest = passed.compareTo(earliest) < 0 ? passed : earliest;
            latest = passed.compareTo(latest) > 0 ? passed : latest;
        }
        return new Exercise(options, attempting, new ClosedForm.Range(earliest, latest), hammering(options));
    }

    private static double hammering(ReconnectOptions options) {
        var server = new ReconnectOptions.Server(1, 0, SECOND, false, false);
        ReconnectOptions down = new ReconnectOptions(
                options.clients(),
                options.shape(),
                server,
                options.timeout(),
                options.retry(),
                SECOND.plusMillis(1),
                options.seed());
        return ReconnectSimulation.run(down, Policy.NONE).attempts(0);
    }

    /// Prints questions, formulas' answers and drawn answers.
    public void print(PrintStream out) {
        Backoff.Shape shape = options.shape();
        ClosedForm.Range formula = ClosedForm.attempt(shape, INTERVALS);
        double share = ClosedForm.attemptWithin(shape, SECOND);
        Table table = new Table("worked by hand and drawn", "formula", "drawn");
        table.add(
                "(a) clients that attempt in the first second",
                Figures.count(share * options.clients()),
                Figures.count(attempting));
        table.add("(b) a client's third attempt: earliest", seconds(formula.earliest()), seconds(third.earliest()));
        table.add("    a client's third attempt: latest", seconds(formula.latest()), seconds(third.latest()));
        table.add(
                "(c) without backoff: attempts a second while it is down",
                Figures.count(ClosedForm.hammering(options.clients(), options.retry())),
                Figures.count(hammering));
        table.print(out);
        out.println("All of (c) come together, and again together: a thundering herd (FM7).");
    }

    static String seconds(Duration time) {
        return Figures.fixed(time.toNanos() / Door.NANOS_A_SECOND, 1) + " s";
    }
}
