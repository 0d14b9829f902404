package chat.carillon.server.admission;

import chat.carillon.server.config.ServerConfig;
import java.util.concurrent.TimeUnit;

/// How many arrivals a second the node can take, learned from how it fares: more while the event loops are on time
/// and sessions open quickly, less at once when not.
///
/// Grows fast up to where it last was too much, and from there in small steps that become longer, so that it comes to
/// rest just below what the node can take, and leaves a limit soon that is none any more. Learns only while somebody
/// wants to come in: an idle node knows no better than before.
/// Pure; confined to its owner.
final class AdmissionRate {
    /// Event loops that come later than this to what is due keep those waiting who are connected.
    static final long MAX_LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// From hello to welcome; one in ten may take longer.
    static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final double TOLERATED_SLOW_SHARE = 0.1;
    private static final double CUT = 0.75;
    private static final double FAST = 1.15;
    private static final double FIRST_STEP = 0.01;

    /// How each step is longer than the one before, as long as it goes well: where it last was too much says little of
    /// a node that was cold then, or had more to do.
    private static final double LONGER = 1.03;

    /// From this share of the ceiling on the steps are small.
    private static final double NEAR_CEILING = 0.9;

    /// Below this share of what was allowed, that it went well proves nothing.
    private static final double USED_SHARE = 0.5;

    /// While fewer of those who were let in come to an end, it cannot be known whether it goes well.
    private static final double OPENED_SHARE = 0.5;

    /// What is relieved shows only after a while: cuts have this distance at least.
    private static final long BETWEEN_CUTS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final double min;
    private final double max;
    private double perSecond;
    private double ceiling;

    /// The next step beyond where it last was too much, as a share of that.
    private double stepOfCeiling = FIRST_STEP;

    private long sinceCutNanos = BETWEEN_CUTS_NANOS;

    AdmissionRate(ServerConfig.Admission bounds) {
        min = bounds.minPerSecond();
        max = Math.max(min, bounds.maxPerSecond());
        perSecond = Math.clamp(bounds.startPerSecond(), min, max);
        ceiling = max;
    }

    /// What happened in a short while.
    ///
    /// @param admitted handshakes that were let in
    /// @param refused handshakes that were not, because of the rate
    /// @param opened sessions that were welcomed
    /// @param slow how many of them took longer than [#SLOW_NANOS]
    /// @param crowded whether more sessions waited for their welcome at a time than open in a second
    /// @param lagNanos how late an event loop was at worst
    record Period(long nanos, int admitted, int refused, int opened, int slow, boolean crowded, long lagNanos) {
        private boolean strained() {
            return crowded || lagNanos > MAX_LAG_NANOS || slow > opened * TOLERATED_SLOW_SHARE;
        }

        private boolean proves() {
            return opened >= admitted * OPENED_SHARE;
        }

        private boolean inDemand(double perSecond) {
            return refused > 0 || admitted > perSecond * USED_SHARE * nanos / TimeUnit.SECONDS.toNanos(1);
        }
    }

    double perSecond() {
        return perSecond;
    }

    void learn(Period period) {
        sinceCutNanos += period.nanos();
        if (!period.inDemand(perSecond)) {
            return;
        }
        if (!period.strained() && period.proves()) {
            perSecond = Math.min(max, perSecond + nextStep());
            ceiling = Math.max(ceiling, perSecond);
        } else if (period.strained() && sinceCutNanos >= BETWEEN_CUTS_NANOS) {
            sinceCutNanos = 0;
            ceiling = perSecond;
            stepOfCeiling = FIRST_STEP;
            perSecond = Math.max(min, perSecond * CUT);
        }
    }

    private double nextStep() {
        if (perSecond < ceiling * NEAR_CEILING) {
            return perSecond * (FAST - 1);
        }
        double step = Math.max(1, ceiling * stepOfCeiling);
        stepOfCeiling = Math.min(FAST - 1, stepOfCeiling * LONGER);
        return step;
    }
}
