package chat.carillon.loadtest.bench.refuse;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What `bench refuse` found.
///
/// @param rows a round each
public record RefuseReport(RefuseOptions options, List<Row> rows) {
    /// The share of a session's cost that a refusal may have.
    static final double MAX_SHARE = 0.1;

    public RefuseReport {
        rows = List.copyOf(rows);
    }

    /// Microseconds of the process's CPU for one attempt, of one round.
    ///
    /// @param session from the handshake to `welcome`, and closed
    /// @param socket the handshake alone, and closed
    /// @param refusal 503
    /// @param bare accepted, read, answered and closed by a loop that does nothing else
    public record Row(double session, double socket, double refusal, double bare) {}

    private double median(ToDoubleFunction<Row> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }

    /// What a refusal costs, as a share of a session.
    public double share() {
        return median(row -> row.refusal() / row.session());
    }

    public List<Verdict> verdicts() {
        return List.of(new Verdict(
                "a refusal costs %s of a session that opens".formatted(Figures.fixed(share(), 3)),
                "<= " + MAX_SHARE,
                share() <= MAX_SHARE));
    }

    /// Whether every limit was reached.
    public boolean reached() {
        return Verdict.all(verdicts());
    }

    /// Prints the medians of all rounds, and the ratios.
    public void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d clients, %,d attempts of each kind in each of %d rounds; users in %d conversations.%n%n",
                options.clients(),
                options.attempts(),
                options.rounds(),
                options.conversations());
        Table table = new Table("attempt", "CPU us", "of a session", "of the bare loop");
        row(table, "a session: handshake, hello, welcome", Row::session);
        row(table, "a socket: handshake alone", Row::socket);
        row(table, "a refusal", Row::refusal);
        row(table, "bare loop: accept, read, write, close", Row::bare);
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }

    private void row(Table table, String name, ToDoubleFunction<Row> figure) {
        table.add(
                name,
                Figures.fixed(median(figure), 0),
                Figures.fixed(median(row -> figure.applyAsDouble(row) / row.session()), 3),
                Figures.fixed(median(row -> figure.applyAsDouble(row) / row.bare()), 2));
    }
}
