package chat.carillon.core.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long to wait before a push is tried again: 2 s, doubled with each attempt up to 10 minutes, and half of it
/// either way, or what the provider asked for if that is longer.
public final class RetryDelay {
    public static final int MAX_ATTEMPTS = 12;

    private static final long BASE_MILLIS = 2_000;
    private static final long MAX_MILLIS = 600_000;
    private static final int STEPS = 1_000;

    private RetryDelay() {}

    /// @param attempts made so far, at least 1
    /// @param scatter any number of the push's own: different pushes wait for different times
    /// @param asked what the provider asked for
    public static long millis(int attempts, @Nullable Duration asked, int scatter) {
        long backoff = Math.min(MAX_MILLIS, BASE_MILLIS << Math.min(attempts - 1, 20));
        long own = (long) (backoff * (0.5 + Math.floorMod(scatter * 0x9E3779B9, STEPS) / (double) STEPS));
        return asked == null ? own : Math.max(own, Math.min(asked.toMillis(), 24 * 3_600_000L));
    }
}
