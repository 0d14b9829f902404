package chat.carillon.loadtest.simulate.reconnect;

import java.util.Arrays;

/// Counts what happens in one simulation, by the second. Confined to it.
final class ReconnectTally {
    private final ReconnectOptions options;
    private final int[] attempts;
    private final long[] backAtNanos;
    private int back;
    private long refused;
    private long wasted;

    ReconnectTally(ReconnectOptions options) {
        this.options = options;
        this.attempts = new int[ReconnectSimulation.second(options.horizon().toNanos()) + 1];
        this.backAtNanos = new long[options.clients()];
    }

    void attempt(long now) {
        attempts[ReconnectSimulation.second(now)]++;
    }

    void refused() {
        refused++;
    }

    void wasted() {
        wasted++;
    }

    void back(long atNanos) {
        backAtNanos[back++] = atNanos;
    }

    ReconnectResult result(Policy policy) {
        long[] sorted = Arrays.copyOf(backAtNanos, back);
        Arrays.sort(sorted);
        return new ReconnectResult(policy, options, attempts, sorted, refused, wasted);
    }
}
