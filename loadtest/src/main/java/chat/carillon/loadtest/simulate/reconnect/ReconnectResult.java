package chat.carillon.loadtest.simulate.reconnect;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What became of a lost server's clients. Immutable.
public final class ReconnectResult {
    private final Policy policy;
    private final ReconnectOptions options;
    private final int[] attempts;
    private final long[] backAtNanos;
    private final long refused;
    private final long wasted;

    /// @param attempts of each second
    /// @param backAtNanos moments at which sessions were open again, in order
    ReconnectResult(
            Policy policy, ReconnectOptions options, int[] attempts, long[] backAtNanos, long refused, long wasted) {
        this.policy = policy;
        this.options = options;
        this.attempts = attempts;
        this.backAtNanos = backAtNanos;
        this.refused = refused;
        this.wasted = wasted;
    }

    public Policy policy() {
        return policy;
    }

    public ReconnectOptions options() {
        return options;
    }

    /// Attempts in the second that begins so many seconds after the loss.
    public int attempts(int second) {
        return second < attempts.length ? attempts[second] : 0;
    }

    public long totalAttempts() {
        return Arrays.stream(attempts).asLongStream().sum();
    }

    /// Attempts of the worst second.
    public int peakAttempts() {
        return Arrays.stream(attempts).max().orElse(0);
    }

    /// Attempts that were told to come later.
    public long refused() {
        return refused;
    }

    /// Sessions that were opened for clients that had given up waiting.
    public long wasted() {
        return wasted;
    }

    /// Clients that are back when so many seconds have passed.
    public int back(int seconds) {
        long limit = Duration.ofSeconds(seconds).toNanos();
        int place = Arrays.binarySearch(backAtNanos, limit);
        int found = place < 0 ? -place - 1 : place;
        while (found < backAtNanos.length && backAtNanos[found] <= limit) {
            found++;
        }
        return found;
    }

    /// Clients that are back in the end.
    public int back() {
        return backAtNanos.length;
    }

    /// When this share of all clients was back; empty if it never was.
    ///
    /// @param share above 0, at most 1
    public Optional<Duration> backAfter(double share) {
        int wanted = (int) Math.ceil(share * options.clients());
        return wanted > backAtNanos.length
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(backAtNanos[Math.max(wanted, 1) - 1]));
    }
}
