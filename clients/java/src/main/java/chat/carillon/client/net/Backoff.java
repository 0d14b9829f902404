package chat.carillon.client.net;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long to wait before the next attempt: `min(60 s, 1 s * 2^n) * uniform(0.5, 1.5)`, where n counts attempts
/// since the last session that lasted. A time that the server named comes before that. Pure but for the generator.
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// A session of this length shows that the server can be used: counting starts anew.
    private static final Duration LASTING = Duration.ofSeconds(30);

    private static final double SECOND_NANOS = 1e9;
    private static final double LEAST_FACTOR = 0.5;
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;
    private int attempts;
    private @Nullable Duration named;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The server wants the next attempt to come after this time, which it has spread already.
    public void serverNamed(Duration delay) {
        named = delay;
    }

    /// The server named a second, as `Retry-After` does: the next attempt comes at some moment of it, so that all who
    /// were told the same second do not come at once.
    public void serverNamedSecond(Duration delay) {
        serverNamed(delay.plusNanos((long) (random.nextDouble() * SECOND_NANOS)));
    }

    public void sessionEnded(Duration lasted) {
        if (lasted.compareTo(LASTING) >= 0) {
            attempts = 0;
        }
    }

    /// The wait before the next attempt.
    public Duration next() {
        Duration result = named;
        named = null;
        if (result == null) {
            long doubled = FIRST.toNanos() << Math.min(attempts, MAX_DOUBLINGS);
            double factor = LEAST_FACTOR + random.nextDouble();
            result = Duration.ofNanos((long) (Math.min(doubled, LONGEST.toNanos()) * factor));
        }
        attempts++;
        return result;
    }
}
