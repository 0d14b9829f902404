package chat.carillon.loadtest.simulate.fanout;

import chat.carillon.loadtest.bench.fanout.FanoutBench;
import chat.carillon.loadtest.bench.fanout.FanoutOptions;
import chat.carillon.loadtest.bench.fanout.FanoutReport;
import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.simulate.figure.Figure;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Holds the formula against real runs: measures what it needs at one size, and forecasts others.
public final class FanoutCheck {
    private static final String SOURCE = "measured now";
    private static final int CALIBRATED_MEMBERS = 1_000;
    private static final List<Integer> FORECAST_MEMBERS = List.of(500, 2_000);

    /// Rates to forecast, as shares of what a loop can do with a message a write.
    private static final double[] LOADS = {0.5, 2, 4};

    /// Messages a second that never meet.
    private static final double RARELY = 1e-3;

    /// Beyond this there is nothing left to forecast.
    private static final double MOST_OTHERS = 0.95;

    private static final double MICROS = 1e6;

    private final Progress progress;

    private FanoutCheck(Progress progress) {
        this.progress = progress;
    }

    /// Something that was forecast and measured.
    ///
    /// @param forecast in the same unit as `measured`
    public record Pair(double forecast, double measured) {
        /// How much the forecast is above what was measured, as a share of that.
        public double error() {
            return forecast / measured - 1;
        }

        private String text() {
            return String.format(Locale.ROOT, "%.2f / %.2f", forecast, measured);
        }

        private String percent() {
            return String.format(Locale.ROOT, "%+.0f %%", error() * 100);
        }
    }

    /// One step.
    ///
    /// @param what members and rate, in words
    /// @param millis until the last member has a message, median
    /// @param micros of a core for a delivery
    /// @param others share of the server's core that others took meanwhile; the forecast of `millis` knows it
    public record Row(String what, Pair millis, Pair micros, double others) {}

    /// What was measured at one size, and the forecasts of others made from it.
    public record Report(MeasuredFigures figures, List<Row> rows) {
        public Report {
            rows = List.copyOf(rows);
        }

        /// Prints forecasts, measurements and errors.
        public void print(PrintStream out) {
            out.printf(
                    "Measured with %,d members: %s us of a core for a delivery, %s us with many in a write.%n",
                    CALIBRATED_MEMBERS,
                    Figures.fixed(figures.get(Figure.WRITE_MICROS), 2),
                    Figures.fixed(figures.get(Figure.BATCHED_MICROS), 2));
            Table table = new Table("forecast / measured", "last member, ms", "error", "core us", "error", "others");
            for (Row row : rows) {
                table.add(
                        row.what(),
                        row.millis().text(),
                        row.millis().percent(),
                        row.micros().text(),
                        row.micros().percent(),
                        String.format(Locale.ROOT, "%.0f %%", row.others() * 100));
            }
            table.print(out);
            out.println(
                    "others: share of the server's core that others took meanwhile. The server has the rest, and the");
            out.println("forecast counts with it; where they take much, only the time of the core says anything.");
        }
    }

    /// Measures the figures of a fan-out on this machine.
    ///
    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static MeasuredFigures measure(MeasuredFigures before, Progress progress) throws IOException {
        return new FanoutCheck(progress).calibrated(before);
    }

    /// Measures, forecasts and runs what was forecast; takes about two minutes.
    ///
    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static Report run(MeasuredFigures before, Progress progress) throws IOException {
        FanoutCheck check = new FanoutCheck(progress);
        MeasuredFigures figures = check.calibrated(before);
        List<Row> rows = new ArrayList<>();
        for (int members : FORECAST_MEMBERS) {
            rows.addAll(check.compared(figures, members));
        }
        return new Report(figures, List.copyOf(rows));
    }

    private static FanoutOptions options(int members) {
        return FanoutOptions.of(members)
                .withSweep(false)
                .withRepetitions(3)
                .withDurations(Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    private MeasuredFigures calibrated(MeasuredFigures before) throws IOException {
        FanoutReport report = FanoutBench.run(
                options(CALIBRATED_MEMBERS).withInFlight(List.of(1)).withSweep(true), progress);
        List<FanoutRow> alone = quiet(ours(report, kind -> kind.equals("1 in flight")));
        FanoutRow best = report.saturation().get(FanoutBench.SERVER);
        if (best == null) {
            throw new IOException("There is no rate at which %,d members get everything in time; is the machine busy?"
                    .formatted(CALIBRATED_MEMBERS));
        }
        double write = median(alone, FanoutRow::coreMicros);
        double batched = Math.clamp(best.coreMicros(), write / FanoutModel.MAX_BATCH, write);
        double sent = median(alone, row -> row.result().sent().getValueAtPercentile(50) / MICROS);
        return before.with(Figure.WRITE_MICROS, write, SOURCE)
                .with(Figure.BATCHED_MICROS, batched, SOURCE)
                .with(Figure.APPEND_MILLIS, sent, SOURCE);
    }

    private List<Row> compared(MeasuredFigures figures, int members) throws IOException {
        FanoutModel model = new FanoutModel(figures);
        double alone = MICROS / (figures.get(Figure.WRITE_MICROS) * members);
        List<Double> rates = new ArrayList<>();
        for (double load : LOADS) {
            rates.add((double) Math.round(alone * load));
        }
        FanoutReport report =
                FanoutBench.run(options(members).withInFlight(List.of(1)).withRates(rates), progress);
        List<Row> rows = new ArrayList<>();
        rows.add(row(model, members, RARELY, "one at a time", ours(report, kind -> kind.equals("1 in flight"))));
        for (double rate : rates) {
            String kind = String.format(Locale.ROOT, "%.0f/s", rate);
            rows.add(row(model, members, rate, kind, ours(report, kind::equals)));
        }
        return rows;
    }

    private static Row row(FanoutModel model, int members, double rate, String kind, List<FanoutRow> all) {
        List<FanoutRow> measured = quiet(all);
        double others =
                Math.min(MOST_OTHERS, median(measured, row -> row.spent().foreignShare()));
        FanoutModel.Forecast forecast = model.slowed(1 - others).of(FanoutPlan.alone(members, rate));
        return new Row(
                "%,d members, %s".formatted(members, kind),
                new Pair(
                        forecast.medianSeconds() * 1_000,
                        median(measured, row -> row.result().complete().getValueAtPercentile(50) / MICROS)),
                new Pair(model.coreMicros(forecast.batch()), median(measured, FanoutRow::coreMicros)),
                others);
    }

    private static List<FanoutRow> ours(FanoutReport report, Predicate<String> kind) {
        return report.rows().stream()
                .filter(row -> row.side().equals(FanoutBench.SERVER) && kind.test(row.kind()))
                .toList();
    }

    /// Those that others disturbed little; all, where there is none.
    private static List<FanoutRow> quiet(List<FanoutRow> rows) {
        List<FanoutRow> quiet = rows.stream().filter(row -> !row.noisy()).toList();
        return quiet.isEmpty() ? rows : quiet;
    }

    private static double median(List<FanoutRow> rows, ToDoubleFunction<FanoutRow> figure) {
        return Figures.median(rows.stream().mapToDouble(figure).toArray());
    }
}
