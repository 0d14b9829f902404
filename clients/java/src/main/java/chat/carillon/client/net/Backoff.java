package chat.carillon.client.net;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long to wait before the next attempt: `min(60 s, 1 s * 2^n) * uniform(0.5, 1.5)`, where n counts attempts
/// since the last session that lasted. A time that the server named comes before that. Pure but for the generator.
public final class Backoff {
    /// A session of this length shows that the server can be used: counting starts anew.
    private static final Duration LASTING = Duration.ofSeconds(30);

    private static final double SECOND_NANOS = 1e9;

    private final RandomGenerator random;
    private final Shape shape;
    private int attempts;
    private boolean fixed;
    private @Nullable Duration named;

    /// With the shape that every SDK has.
    public Backoff(RandomGenerator random) {
        this(random, Shape.STANDARD);
    }

    /// With another shape, as simulations compare them.
    public Backoff(RandomGenerator random, Shape shape) {
        this.random = random;
        this.shape = shape;
    }

    /// The numbers in the formula.
    ///
    /// @param first wait, without jitter
    /// @param factor by which each wait is longer than the one before
    /// @param longest wait, without jitter
    /// @param jitter share of a wait by which chance makes it shorter or longer, at most
    public record Shape(Duration first, double factor, Duration longest, double jitter) {
        /// What the specification of the SDKs says.
        public static final Shape STANDARD = new Shape(Duration.ofSeconds(1), 2, Duration.ofSeconds(60), 0.5);

        public Shape {
            if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "waits: %d ms at first, %d ms at most (expected: above 0, no shorter)"
                                .formatted(first.toMillis(), longest.toMillis()));
            }
            if (!(factor >= 1)) {
                throw new IllegalArgumentException("factor: %s (expected: 1 or more)".formatted(factor));
            }
            if (!(jitter >= 0) || !(jitter <= 1)) {
                throw new IllegalArgumentException("jitter: %s (expected: 0 to 1)".formatted(jitter));
            }
        }

        /// Nanoseconds before attempt n, counted from 0, without jitter.
        public double nanos(int attempt) {
            return Math.min(first.toNanos() * Math.pow(factor, attempt), (double) longest.toNanos());
        }
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

    /// The wait before another attempt beside a session that still lives: nothing is lost meanwhile, so it does not
    /// count.
    public Duration besideSession() {
        int counted = attempts;
        attempts = 0;
        Duration result = next();
        attempts = counted;
        return result;
    }

    /// The wait before the next attempt.
    public Duration next() {
        Duration result = named;
        fixed = result != null;
        named = null;
        if (result == null) {
            double factor = 1 + shape.jitter() * (2 * random.nextDouble() - 1);
            result = Duration.ofNanos((long) (shape.nanos(attempts) * factor));
        }
        attempts++;
        return result;
    }

    /// The device has another network, or woke up: how long to wait from now on instead of the present wait. All who
    /// notice the same do not come at once, so it is a moment of the next second.
    ///
    /// @return null if the present wait stays: the server named it, or it was shortened before
    public @Nullable Duration hinted() {
        if (fixed) {
            return null;
        }
        fixed = true;
        return Duration.ofNanos((long) (random.nextDouble() * SECOND_NANOS));
    }
}
