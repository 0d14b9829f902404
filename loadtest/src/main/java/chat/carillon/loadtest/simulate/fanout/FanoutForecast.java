package chat.carillon.loadtest.simulate.fanout;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.simulate.figure.Figure;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/// What `simulate fanout` answers: the plan that was asked for, among conversations of other sizes.
public record FanoutForecast(FanoutPlan plan, MeasuredFigures figures) {
    private static final List<Long> SIZES = List.of(100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L);
    private static final double MILLION = 1e6;

    /// Prints the plan, a row for each size, where two seconds break, and the figures behind it.
    public void print(PrintStream out) {
        FanoutModel model = new FanoutModel(figures);
        out.printf(
                Locale.ROOT,
                "One conversation, all members online, %s messages a second; %s of %s, %s.%n%n",
                Figures.fixed(plan.rate(), plan.rate() < 10 ? 1 : 0),
                counted(plan.nodes(), "node"),
                counted(plan.cores(), "core"),
                plan.regions() == 1
                        ? "one region"
                        : plan.regions() + " regions, " + plan.roundTrip().toMillis() + " ms of round trip");
        Table table = new Table(
                "members",
                "last member",
                "worst",
                "in 2 s",
                "a write",
                "cores busy",
                "MB/s a node",
                "records/s",
                "rate in 2 s");
        LongStream.concat(SIZES.stream().mapToLong(Long::longValue), LongStream.of(plan.members()))
                .distinct()
                .sorted()
                .forEach(members -> row(table, model, plan.withMembers(members)));
        table.print(out);
        out.println("last member: when it has a message, median; a write: messages in it; cores busy: of each node;");
        out.println(
                "records: given out by the broker; rate in 2 s: messages a second up to which nobody waits longer,");
        out.printf("but never more than the store's %s.%n", Figures.count(figures.get(Figure.STORE_MESSAGES)));
        out.println();
        sentence(out, model);
        out.println();
        figures.print(FanoutModel.USED, out);
    }

    private void row(Table table, FanoutModel model, FanoutPlan sized) {
        FanoutModel.Forecast forecast = model.of(sized);
        table.add(
                (sized.members() == plan.members() ? "> " : "  ") + Figures.count(sized.members()),
                millis(forecast.medianSeconds()),
                millis(forecast.worstSeconds()),
                forecast.inTime() ? "yes" : "no",
                Figures.fixed(forecast.batch(), 1),
                Figures.fixed(forecast.coresBusy(), 2),
                forecast.keepsUp() ? Figures.fixed(forecast.bytesANode() / MILLION, 1) : "-",
                Figures.count(forecast.records()),
                rate(model.highestRate(sized)));
    }

    private void sentence(PrintStream out, FanoutModel model) {
        long most = model.mostMembers(plan);
        out.printf(
                "At this rate two seconds hold up to %s members; with these members, up to %s messages a second.%n",
                Figures.count(roundedDown(most)), rate(model.highestRate(plan)));
    }

    /// Three digits: the search is no finer.
    private static long roundedDown(long value) {
        long unit = (long) Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1.0, (double) value))) - 2));
        return value / unit * unit;
    }

    private static String rate(double rate) {
        return rate == 0 ? "none" : rate < 10 ? Figures.fixed(rate, 2) : Figures.count(roundedDown((long) rate));
    }

    private static String millis(double seconds) {
        return Double.isInfinite(seconds) ? "never" : Figures.millis(seconds * 1e9) + " ms";
    }

    private static String counted(int count, String what) {
        return count == 1 ? "one " + what : count + " " + what + "s";
    }
}
