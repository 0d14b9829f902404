package chat.carillon.loadtest.simulate.capacity;

import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.simulate.capacity.Need.Part;
import chat.carillon.loadtest.simulate.figure.Figure;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import chat.carillon.loadtest.simulate.reconnect.ClosedForm;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What `simulate capacity` answers: how much is needed of everything, and what is full first.
public final class CapacityForecast {
    private static final long MOST_USERS = 100_000_000_000L;
    private static final double ROUND_TRIPS = 3.5;
    private static final double HOUR_SECONDS = 3_600;

    private static final Set<Figure> USED = EnumSet.complementOf(EnumSet.of(Figure.BATCHED_MICROS));

    private final CapacityPlan plan;
    private final MeasuredFigures figures;
    private final CapacityModel model;
    private final List<Need> needs;
    private final long nodes;

    public CapacityForecast(CapacityPlan plan, MeasuredFigures figures) {
        this.plan = plan;
        this.figures = figures;
        this.model = new CapacityModel(figures);
        this.needs = model.needs(plan);
        this.nodes = model.nodesWithSpare(plan);
    }

    /// Nodes, with one to spare in each region.
    public long nodes() {
        return nodes;
    }

    /// How many of a part are needed, for whatever needs most.
    public long count(Part part) {
        return (long) Math.ceil(needs.stream()
                .filter(need -> need.part() == part)
                .mapToDouble(Need::count)
                .max()
                .orElse(0));
    }

    /// What needs most of a part.
    public Need tightest(Part part) {
        return needs.stream()
                .filter(need -> need.part() == part)
                .max(Comparator.comparingDouble(Need::count))
                .orElseThrow();
    }

    /// Prints load, needs, what is full first, latency, returns, and the figures behind it all.
    public void print(PrintStream out) {
        printLoad(out);
        printNeeds(out);
        printParts(out);
        printTimes(out);
        out.println();
        figures.print(USED, out);
    }

    private void printLoad(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d users, %,.0f connected; at the busiest time %s messages a second, each to %s connected members:%n",
                plan.users(),
                plan.sessions(),
                Figures.count(plan.messages()),
                Figures.fixed(plan.audience(), 1));
        out.printf(
                Locale.ROOT,
                "%s deliveries a second. %s conversations.%n%n",
                Figures.count(plan.messages() * plan.audience()),
                Figures.count(plan.conversations()));
    }

    private void printNeeds(PrintStream out) {
        Table table = new Table("what is used", "load", "one may have", "needed", "one is full at");
        needs.forEach(need -> table.add(
                "%s: %s".formatted(name(need.part()), need.resource()),
                "%s %s".formatted(number(need.load()), need.unit()),
                number(need.each()),
                number(need.count()),
                users(model.fullAt(plan, need, MOST_USERS))));
        table.print(out);
        out.printf(
                Locale.ROOT,
                "Nothing is used beyond %.0f %% of what was measured, but for sockets.%n%n",
                plan.hardware().use() * 100);
    }

    private static String users(double users) {
        return users > MOST_USERS * 0.99 ? "-" : number(users) + " users";
    }

    private void printParts(PrintStream out) {
        out.printf(
                "Needed: %s nodes (%s for the %s, and one to spare%s)%n",
                Figures.count(nodes),
                Figures.count(Math.max(count(Part.NODE), plan.regions())),
                tightest(Part.NODE).resource(),
                plan.regions() == 1 ? "" : " in each of %d regions".formatted(plan.regions()));
        long databases = count(Part.DATABASE);
        out.printf(
                "        %s (for the %s)%n",
                databases <= 1
                        ? "one PostgreSQL"
                        : Figures.count(databases) + " times one PostgreSQL, between which Carillon does not divide",
                tightest(Part.DATABASE).resource());
        long brokers = Math.max(1, Math.ceilDiv(count(Part.BROKER), plan.regions()));
        out.printf(
                "        %s%s (for the %s)%n",
                brokers == 1 ? "one Redis" : "a Redis Cluster of %s shards".formatted(Figures.count(brokers)),
                plan.regions() == 1 ? "" : " in each region",
                tightest(Part.BROKER).resource());
        out.printf(
                "Full first as users grow: %s. Of what more nodes do not help: %s.%n%n",
                first(List.of(Part.values())), first(List.of(Part.DATABASE, Part.BROKER)));
    }

    private String first(List<Part> parts) {
        Need first = needs.stream()
                .filter(need -> parts.contains(need.part()))
                .min(Comparator.comparingDouble(need -> model.fullAt(plan, need, MOST_USERS)))
                .orElseThrow();
        return "%s of one %s".formatted(first.resource(), name(first.part()));
    }

    private void printTimes(PrintStream out) {
        double hops = figures.get(Figure.APPEND_MILLIS)
                + (nodes > 1 ? figures.get(Figure.LOOKUP_MILLIS) + figures.get(Figure.BROKER_MILLIS) : 0);
        double alone = hops + plan.audience() * figures.get(Figure.WRITE_MICROS) / 1_000;
        out.printf("A message is with the last of its members after about %s ms", Figures.fixed(alone, 1));
        if (plan.regions() > 1) {
            double far = alone + ROUND_TRIPS * plan.roundTrip().toMillis();
            out.printf(";%nfrom another region than the database's after %s ms", Figures.fixed(far, 0));
        }
        long aNode = (long) Math.ceil(plan.sessions() / nodes);
        out.printf(
                ".%nA node that restarts opens its %s sessions in %s: 'simulate reconnect' plays that.%n",
                Figures.count(aNode), seconds(drain(aNode)));
        if (plan.regions() > 1) {
            double others = plan.regions() - 1.0;
            double enough = Math.ceil(plan.sessions() / figures.get(Figure.NODE_SESSIONS) / others) * plan.regions();
            out.printf(
                    "If a whole region is lost, the others have room for its %s sessions with %s nodes in all.%n",
                    number(plan.sessions() / plan.regions()), Figures.count(Math.max(enough, (double) nodes)));
        }
        out.printf(
                "The database writes %s GB of its log an hour.%n",
                number(plan.messages() * figures.get(Figure.STORE_LOG_BYTES) * HOUR_SECONDS / 1e9));
    }

    private Duration drain(long sessions) {
        return ClosedForm.drain((int) Math.min(sessions, Integer.MAX_VALUE), figures.get(Figure.OPEN_PER_SECOND));
    }

    private static String seconds(Duration time) {
        return Figures.fixed(time.toMillis() / 1e3, 1) + " s";
    }

    private static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /// Three digits, with a unit from a million on.
    private static String number(double value) {
        if (value >= 1e9) {
            return Figures.fixed(value / 1e9, 1) + " G";
        }
        if (value >= 1e6) {
            return Figures.fixed(value / 1e6, 1) + " M";
        }
        if (value >= 100) {
            double unit = Math.pow(10, Math.floor(Math.log10(value)) - 2);
            return Figures.count(Math.round(value / unit) * unit);
        }
        return Figures.fixed(value, value < 1 ? 3 : 1);
    }
}
