package chat.carillon.server.admission;

import java.util.concurrent.TimeUnit;

/// Tells those who are turned away when to come back: each refusal books the next free moment, so that they come as
/// fast as they can be taken, and no faster. Pure; confined to its owner.
public final class Bookings {
    private static final double NANOS_A_SECOND = 1e9;
    private static final long SOONEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(45);

    /// What is added by chance: a second, and a part of the wait itself.
    private static final double JITTER_SHARE = 0.25;

    private boolean any;
    private long lastNanos;

    /// Books a moment.
    ///
    /// @param perSecond how many can be taken a second
    /// @param chance evenly from 0 to 1
    /// @return milliseconds from now, at least a second, at most a minute
    public long book(double perSecond, long nowNanos, double chance) {
        long soonest = nowNanos + SOONEST_NANOS;
        long free = any && lastNanos - soonest > 0 ? lastNanos : soonest;
        long moment = free + (long) (NANOS_A_SECOND / perSecond);
        long latest = nowNanos + LATEST_NANOS;
        any = true;
        lastNanos = moment - latest > 0 ? latest : moment;
        if (lastNanos == latest) {
            // No free moment is in sight: those beyond are spread over the later half.
            return TimeUnit.NANOSECONDS.toMillis((long) (LATEST_NANOS * (1 - chance / 2)));
        }
        long wait = lastNanos - nowNanos;
        double jitter = chance * (SOONEST_NANOS + wait * JITTER_SHARE);
        return TimeUnit.NANOSECONDS.toMillis(wait + (long) jitter);
    }
}
