package chat.carillon.loadtest.simulate.reconnect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Tells those who are turned away when to come again, by the server's rules: each refusal books the next free moment,
/// and chance adds a little. Confined to one simulation.
final class Bookings {
    private static final long SOONEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LATEST_NANOS = Duration.ofSeconds(45).toNanos();

    /// Rather two come for one place than none.
    private static final double COMING_PER_PLACE = 2;

    /// What chance adds, beside a second, as a share of the wait.
    private static final double JITTER_SHARE = 0.25;

    private final double stepNanos;
    private final RandomGenerator random;
    private double lastNanos;

    Bookings(double perSecond, RandomGenerator random) {
        this.stepNanos = Door.NANOS_A_SECOND / (perSecond * COMING_PER_PLACE);
        this.random = random;
    }

    /// Books a moment.
    ///
    /// @return whole seconds to stay away, as `Retry-After` names them
    long book(long nowNanos) {
        double latest = (double) (nowNanos + LATEST_NANOS);
        lastNanos = Math.max(lastNanos, (double) (nowNanos + SOONEST_NANOS)) + stepNanos;
        double chance = random.nextDouble();
        double wait;
        if (lastNanos >= latest) {
            // No free moment is in sight: those beyond are spread over the later half.
            lastNanos = latest;
            wait = LATEST_NANOS * (1 - chance / 2);
        } else {
            wait = lastNanos - nowNanos;
            wait += chance * (SOONEST_NANOS + wait * JITTER_SHARE);
        }
        return Math.max(1, Duration.ofNanos((long) wait).toSeconds());
    }
}
