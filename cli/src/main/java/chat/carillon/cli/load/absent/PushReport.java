package chat.carillon.cli.load.absent;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.report.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What `bench push` found.
///
/// @param told one a message in the channel
/// @param without planning, `with` planning: one a repetition, in turn
record PushReport(PushOptions options, List<CrowdPushes.Told> told, List<Row> without, List<Row> with) {
    private static final double LEAST_OF_WITHOUT = 0.9;
    private static final double LEAST_OF_RATE = 0.97;
    private static final double MOST_SECONDS = 1;

    PushReport {
        told = List.copyOf(told);
        without = List.copyOf(without);
        with = List.copyOf(with);
    }

    /// One measurement.
    ///
    /// @param appended messages of the writers
    /// @param planned decisions that somebody is to be told
    /// @param sent handed to the push services
    /// @param delayMillis from ripe to planned, at the end
    record Row(double seconds, long appended, long planned, long sent, long delayMillis) {
        double appends() {
            return appended / seconds;
        }

        double plans() {
            return planned / seconds;
        }

        double sends() {
            return sent / seconds;
        }
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }

    List<Verdict> verdicts() {
        double share = median(with, Row::appends) / median(without, Row::appends);
        double planned = median(with, Row::plans);
        double slowest = told.stream()
                .mapToDouble(one -> CrowdPushes.seconds(one.ripe()))
                .max()
                .orElse(Double.MAX_VALUE);
        long few = told.stream()
                .mapToLong(one -> Math.max(0, options.away() - (one.pushes() - one.wrong())))
                .sum();
        long many = told.stream()
                .mapToLong(one -> one.wrong() + Math.max(0, one.pushes() - one.wrong() - options.away()))
                .sum();
        return List.of(
                new Verdict("%,d pushes too many, %,d too few".formatted(many, few), "0 and 0", many == 0 && few == 0),
                new Verdict(
                        "last push %s s after the message was ripe".formatted(Figures.fixed(slowest, 2)),
                        "<= " + Figures.fixed(MOST_SECONDS, 0),
                        slowest <= MOST_SECONDS),
                new Verdict(
                        "planned %s a second".formatted(Figures.count(planned)),
                        ">= " + Figures.count(LEAST_OF_RATE * options.rate()),
                        planned >= LEAST_OF_RATE * options.rate()),
                new Verdict(
                        "appends %s of those without".formatted(Figures.fixed(share, 2)),
                        ">= " + LEAST_OF_WITHOUT,
                        share >= LEAST_OF_WITHOUT));
    }

    boolean reached() {
        return Verdict.all(verdicts());
    }

    void print(PrintStream out) {
        out.printf(
                "A channel of %,d members with a phone each; a message means %,d of them, %,d of whom are away.%n%n",
                options.members(), options.mentioned(), options.away());
        for (CrowdPushes.Told one : told) {
            out.printf(
                    "%,d pushes, the last %s s after the message was ripe%n",
                    one.pushes(), Figures.fixed(CrowdPushes.seconds(one.ripe()), 2));
        }
        out.printf(
                "%nWriters append all they can; beside them %,d direct messages a second to users who are away.%n%n",
                options.rate());
        Table table = new Table("", "appends/s", "planned/s", "sent/s", "planned after ms");
        row(table, "nothing is planned", without);
        row(table, "planning", with);
        table.print(out);
        out.println();
        verdicts().forEach(out::println);
    }

    private static void row(Table table, String name, List<Row> rows) {
        table.add(
                name,
                Figures.count(median(rows, Row::appends)),
                Figures.count(median(rows, Row::plans)),
                Figures.count(median(rows, Row::sends)),
                Figures.count(median(rows, row -> row.delayMillis())));
    }
}
