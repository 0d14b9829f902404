package chat.carillon.loadtest.simulate.reconnect;

import chat.carillon.client.net.Backoff;
import java.time.Duration;

/// What needs no simulation, because a formula says it; the simulation is held against it.
public final class ClosedForm {
    private ClosedForm() {}

    /// Between which moments something falls.
    public record Range(Duration earliest, Duration latest) {}

    /// Which share of all clients make their first attempt before this time has passed, when nobody tells them
    /// otherwise: chance is spread evenly over the first wait's range.
    public static double attemptWithin(Backoff.Shape shape, Duration time) {
        Range first = attempt(shape, 1);
        double earliest = (double) first.earliest().toNanos();
        double latest = (double) first.latest().toNanos();
        double wanted = (double) time.toNanos();
        return latest == earliest
                ? (earliest < wanted ? 1 : 0)
                : Math.clamp((wanted - earliest) / (latest - earliest), 0, 1);
    }

    /// When a client makes its n-th attempt, if all before it fail at once: the sum of n waits.
    public static Range attempt(Backoff.Shape shape, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += shape.nanos(i);
        }
        return new Range(Duration.ofNanos((long) (sum * (1 - shape.jitter()))), Duration.ofNanos((long)
                (sum * (1 + shape.jitter()))));
    }

    /// Attempts a second of clients that come again after the same time, however often.
    public static double hammering(int clients, Duration every) {
        return clients / (every.toNanos() / Door.NANOS_A_SECOND);
    }

    /// How long a server needs for so many sessions if it does nothing else. Nobody can be faster.
    public static Duration drain(int clients, double acceptPerSecond) {
        return Duration.ofNanos((long) (clients / acceptPerSecond * Door.NANOS_A_SECOND));
    }
}
