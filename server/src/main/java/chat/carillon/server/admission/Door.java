package chat.carillon.server.admission;

import chat.carillon.server.config.ServerConfig;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The bucket in front of the handshakes of the whole node. It is filled at an [AdmissionRate], which learns here
/// how those fare who were let in. Thread-safe: its lock is held for a few additions only.
final class Door {
    private static final double NANOS_A_SECOND = 1e9;

    /// How often the rate learns.
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// So many may come at once after a pause: what the node takes in a second.
    private static final double BURST_SECONDS = 1;

    /// Sessions may wait for their welcome as long as they are no more than open in a second, or so few.
    private static final int UNCROWDED = 64;

    /// Nobody is let in while more wait than open in a second; of those who are in, so many times as many may.
    private static final int CROWDED_TIMES = 4;

    /// A refusal costs a tenth of a session: rather two come for one place, as the rate still grows, than none.
    private static final double COMING_PER_PLACE = 2;

    private final AdmissionRate rate;
    private final RandomGenerator random;
    private final Bookings bookings = new Bookings();

    private double tokens;
    private long filledAtNanos;

    private long periodBeganNanos;
    private int admitted;
    private int refused;
    private int opened;
    private int slow;
    private boolean crowded;
    private long lagNanos;

    private int opening;
    private long lastLagNanos;

    Door(ServerConfig.Admission bounds, RandomGenerator random, long nowNanos) {
        this.rate = new AdmissionRate(bounds);
        this.random = random;
        this.tokens = rate.perSecond() * BURST_SECONDS;
        this.filledAtNanos = nowNanos;
        this.periodBeganNanos = nowNanos;
    }

    /// Lets one in.
    ///
    /// @return 0, or the milliseconds to stay away
    synchronized long enter(long nowNanos) {
        if (!open(nowNanos)) {
            return turnAway(nowNanos);
        }
        tokens -= 1;
        admitted++;
        return 0;
    }

    /// Turns one away if nobody can be let in now; does not let in.
    ///
    /// @return 0, or the milliseconds to stay away
    synchronized long refuseIfShut(long nowNanos) {
        return open(nowNanos) ? 0 : turnAway(nowNanos);
    }

    /// Whether nobody can be let in now.
    synchronized boolean shut(long nowNanos) {
        return !open(nowNanos);
    }

    private boolean open(long nowNanos) {
        proceed(nowNanos);
        boolean full = opening >= mayOpen();
        crowded |= full;
        return tokens >= 1 && !full;
    }

    private double mayOpen() {
        return Math.max(UNCROWDED, rate.perSecond());
    }

    /// Turns one away who is in already, if many times as many are about to open as may be.
    ///
    /// @return 0, or the milliseconds to stay away
    synchronized long refuseIfCrowded(long nowNanos) {
        proceed(nowNanos);
        return opening < mayOpen() * CROWDED_TIMES ? 0 : turnAway(nowNanos);
    }

    /// Turns one away whatever the bucket holds.
    ///
    /// @return the milliseconds to stay away
    synchronized long refuse(long nowNanos) {
        proceed(nowNanos);
        return turnAway(nowNanos);
    }

    private long turnAway(long nowNanos) {
        refused++;
        return bookings.book(rate.perSecond() * COMING_PER_PLACE, nowNanos, random.nextDouble());
    }

    private void proceed(long nowNanos) {
        long elapsed = nowNanos - filledAtNanos;
        if (elapsed > 0) {
            filledAtNanos = nowNanos;
            tokens = Math.min(rate.perSecond() * BURST_SECONDS, tokens + elapsed / NANOS_A_SECOND * rate.perSecond());
        }
        long period = nowNanos - periodBeganNanos;
        if (period >= PERIOD_NANOS) {
            rate.learn(new AdmissionRate.Period(period, admitted, refused, opened, slow, crowded, lagNanos));
            periodBeganNanos = nowNanos;
            admitted = 0;
            refused = 0;
            opened = 0;
            slow = 0;
            crowded = false;
            lastLagNanos = lagNanos;
            lagNanos = 0;
        }
    }

    /// Somebody who was let in has said hello.
    synchronized void openingBegan() {
        opening++;
    }

    /// A session is open, or will not be.
    ///
    /// @param tookNanos since [#openingBegan]
    synchronized void openingEnded(long tookNanos) {
        opening--;
        opened++;
        slow += tookNanos > AdmissionRate.SLOW_NANOS ? 1 : 0;
    }

    /// An event loop has looked at its clock.
    ///
    /// @param late how much later than it meant to
    synchronized void lagged(long late, long nowNanos) {
        lagNanos = Math.max(lagNanos, late);
        proceed(nowNanos);
    }

    synchronized double perSecond() {
        return rate.perSecond();
    }

    synchronized int opening() {
        return opening;
    }

    /// Of the last period.
    synchronized long lagNanos() {
        return lastLagNanos;
    }
}
