package chat.carillon.loadtest.simulate.fanout;

import chat.carillon.loadtest.simulate.figure.Figure;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoublePredicate;

/// The formula of a fan-out.
///
/// An event loop with m members goes round them. A round that carries k messages takes `m (w + k f)`: a write a member,
/// and a little for each message in it. What comes during a round is the next round's, so at R messages a second
/// `k = R T` and `T = m w / (1 - R m f)`, as long as k is at most 64. A message waits for the round before its own,
/// half of it in the middle and all of it at worst. Immutable.
public final class FanoutModel {
    /// Messages that one write carries at most.
    static final int MAX_BATCH = 64;

    /// When the last member must have a message.
    static final double BOUND_SECONDS = 2;

    private static final String SLOWED = "slowed by others";
    private static final double MICROS = 1e-6;
    private static final double MILLIS = 1e-3;

    /// From another region: three round trips of the append to the database and half of one back.
    private static final double ROUND_TRIPS = 3.5;

    private static final double HIGHEST = 1e9;

    /// What forecasts are made from.
    static final Set<Figure> USED = EnumSet.of(
            Figure.WRITE_MICROS,
            Figure.BATCHED_MICROS,
            Figure.MESSAGE_MICROS,
            Figure.RECORD_MICROS,
            Figure.STORE_MESSAGES,
            Figure.APPEND_MILLIS,
            Figure.BROKER_MILLIS,
            Figure.FRAME_BYTES);

    private final MeasuredFigures figures;
    private final double writeSeconds;
    private final double frameSeconds;

    public FanoutModel(MeasuredFigures figures) {
        this.figures = figures;
        double alone = figures.get(Figure.WRITE_MICROS) * MICROS;
        double batched = figures.get(Figure.BATCHED_MICROS) * MICROS;
        if (batched > alone || batched * MAX_BATCH < alone) {
            throw new IllegalArgumentException(
                    "batched-micros: %s (expected: at most write-micros, and no less than a 64th of it)"
                            .formatted(figures.get(Figure.BATCHED_MICROS)));
        }
        this.writeSeconds = (alone - batched) * MAX_BATCH / (MAX_BATCH - 1);
        this.frameSeconds = alone - writeSeconds;
    }

    /// What becomes of a plan; where nodes or store cannot keep up, times are infinite.
    ///
    /// @param batch messages that a write carries
    /// @param medianSeconds until the last member has a message, in the middle
    /// @param worstSeconds the same at worst
    /// @param coresBusy of each node
    /// @param bytesANode that each node writes a second
    /// @param records that the broker gives out a second
    public record Forecast(
            double batch,
            double medianSeconds,
            double worstSeconds,
            double coresBusy,
            double bytesANode,
            double records) {
        /// Whether nothing waits longer and longer.
        boolean keepsUp() {
            return Double.isFinite(worstSeconds);
        }

        /// Whether the last member has every message in two seconds.
        public boolean inTime() {
            return worstSeconds <= BOUND_SECONDS;
        }
    }

    public Forecast of(FanoutPlan plan) {
        double members = plan.membersALoop();
        double loopShare = plan.rate() * members * frameSeconds;
        double batch = 1;
        double round = round(members, 1);
        if (plan.rate() * round > 1) {
            round = loopShare < 1 ? members * writeSeconds / (1 - loopShare) : Double.POSITIVE_INFINITY;
            batch = plan.rate() * round;
        }
        boolean keepsUp = batch <= MAX_BATCH && plan.rate() <= figures.get(Figure.STORE_MESSAGES);
        double before = keepsUp ? Math.min(1, plan.rate() * round) * round : Double.POSITIVE_INFINITY;
        double way = waySeconds(plan);
        double writing = keepsUp ? plan.rate() / batch * round : 1;
        double other = plan.rate()
                * (figures.get(Figure.MESSAGE_MICROS) / plan.nodes()
                        + (plan.nodes() > 1 ? figures.get(Figure.RECORD_MICROS) : 0))
                * MICROS;
        return new Forecast(
                Math.min(batch, MAX_BATCH),
                way + before / 2 + round,
                way + before + round,
                Math.min(plan.cores(), writing * plan.cores() + other),
                plan.rate() * plan.members() / plan.nodes() * figures.get(Figure.FRAME_BYTES),
                plan.nodes() > 1 ? plan.rate() * plan.nodes() : 0);
    }

    /// The same with cores of which only a share is to be had.
    FanoutModel slowed(double share) {
        return new FanoutModel(figures.with(Figure.WRITE_MICROS, figures.get(Figure.WRITE_MICROS) / share, SLOWED)
                .with(Figure.BATCHED_MICROS, figures.get(Figure.BATCHED_MICROS) / share, SLOWED));
    }

    /// Microseconds of a core for one delivery, when a write carries so many messages.
    double coreMicros(double batch) {
        return (writeSeconds / batch + frameSeconds) / MICROS;
    }

    private double round(double members, double batch) {
        return members * (writeSeconds + batch * frameSeconds);
    }

    /// From `send` to the loops: the commit, the broker, and the regions' distance.
    private double waySeconds(FanoutPlan plan) {
        double millis = figures.get(Figure.APPEND_MILLIS);
        millis += plan.nodes() > 1 ? figures.get(Figure.BROKER_MILLIS) : 0;
        millis += plan.regions() > 1 ? ROUND_TRIPS * plan.roundTrip().toMillis() : 0;
        return millis * MILLIS;
    }

    /// Messages a second up to which the last member has them in two seconds; 0 if there is no such rate.
    public double highestRate(FanoutPlan plan) {
        return highest(1e-6, rate -> of(plan.withRate(rate)).inTime());
    }

    /// Members up to which the last one has every message in two seconds, at the plan's rate; 0 if not even two.
    public long mostMembers(FanoutPlan plan) {
        return (long) highest(2, members -> of(plan.withMembers((long) members)).inTime());
    }

    /// The highest value that is fine, where all below it are; within a thousandth.
    private static double highest(double least, DoublePredicate fine) {
        if (!fine.test(least)) {
            return 0;
        }
        double good = least;
        double bad = HIGHEST;
        if (fine.test(bad)) {
            return bad;
        }
        while (bad / good > 1.001) {
            double middle = Math.sqrt(good * bad);
            if (fine.test(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }
}
