package chat.carillon.loadtest.storm;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Which server the next connection goes to, as a load balancer has it: the one with the fewest, but for those where
/// nobody answered within the last second. Pure; confined to its owner.
final class Balancer {
    static final long LEFT_OUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int[] connections;
    private final long[] backAtNanos;
    private final RandomGenerator random;

    Balancer(int servers, RandomGenerator random, long nowNanos) {
        this.connections = new int[servers];
        this.backAtNanos = new long[servers];
        this.random = random;
        Arrays.fill(backAtNanos, nowNanos);
    }

    /// Gives the next connection to a server; [#ended] must follow.
    int next(long nowNanos) {
        int first = random.nextInt(connections.length);
        int chosen = first;
        for (int i = 0; i < connections.length; i++) {
            int server = (first + i) % connections.length;
            boolean in = answers(server, nowNanos);
            boolean better = in == answers(chosen, nowNanos) ? connections[server] < connections[chosen] : in;
            chosen = better ? server : chosen;
        }
        connections[chosen]++;
        return chosen;
    }

    private boolean answers(int server, long nowNanos) {
        return nowNanos - backAtNanos[server] >= 0;
    }

    /// A connection to it is no more, or never was.
    void ended(int server) {
        connections[server]--;
    }

    /// Nobody listens there.
    void unreachable(int server, long nowNanos) {
        backAtNanos[server] = nowNanos + LEFT_OUT_NANOS;
    }
}
