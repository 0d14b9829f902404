package chat.carillon.loadtest.simulate.reconnect;

import java.util.random.RandomGenerator;

/// Where attempts arrive: one queue of work, done in order, at the rate that the server can. Confined to one
/// simulation.
///
/// A session takes `1 / acceptPerSecond` seconds of work. The server finds out that a client has given up only when it
/// has done the work for it.
abstract sealed class Door {
    static final double NANOS_A_SECOND = 1e9;

    private final double sessionNanos;
    private double freeAtNanos;

    private Door(double acceptPerSecond) {
        this.sessionNanos = NANOS_A_SECOND / acceptPerSecond;
    }

    static Door of(Policy policy, ReconnectOptions.Server server, RandomGenerator random) {
        return switch (policy) {
            case NONE, FIXED, EXPONENTIAL, FULL_JITTER -> new Open(server.acceptPerSecond());
            case CARILLON -> server.admission() ? new Guarded(server, random) : new Open(server.acceptPerSecond());
        };
    }

    /// An attempt arrives; times never go back.
    ///
    /// @return when its session opens; or, negative, how many seconds later it must come again
    abstract long arrive(long nowNanos);

    /// Queues work.
    ///
    /// @return when it is done
    final long work(long nowNanos, double sessions) {
        freeAtNanos = Math.max(freeAtNanos, (double) nowNanos) + sessions * sessionNanos;
        return (long) freeAtNanos;
    }

    /// How long what arrives now would wait.
    final double waitNanos(long nowNanos) {
        return Math.max(0.0, freeAtNanos - nowNanos);
    }

    /// Takes everything, however long the queue is.
    static final class Open extends Door {
        Open(double acceptPerSecond) {
            super(acceptPerSecond);
        }

        @Override
        long arrive(long nowNanos) {
            return work(nowNanos, 1);
        }
    }

    /// Lets in what passes a token bucket, while what waits is done within a second. Everybody else is told when to
    /// come again, which costs little.
    static final class Guarded extends Door {
        /// So many may come at once after a pause: what the node takes in a second.
        private static final double BURST_SECONDS = 1;

        /// Rather two come for one place than none.
        private static final double COMING_PER_PLACE = 2;

        private static final double MILLIS_A_SECOND = 1e3;

        private final double perSecond;
        private final double refusalShare;
        private final RandomGenerator random;
        private final Bookings bookings = new Bookings();
        private double tokens;
        private long filledAtNanos;

        Guarded(ReconnectOptions.Server server, RandomGenerator random) {
            super(server.acceptPerSecond());
            // What a node learns that turns one away for each that it lets in.
            this.perSecond = server.acceptPerSecond() / (1 + server.refusalShare());
            this.refusalShare = server.refusalShare();
            this.random = random;
            this.tokens = Math.max(1, perSecond * BURST_SECONDS);
        }

        @Override
        long arrive(long nowNanos) {
            double filled = tokens + (nowNanos - filledAtNanos) / NANOS_A_SECOND * perSecond;
            tokens = Math.min(Math.max(1, perSecond * BURST_SECONDS), filled);
            filledAtNanos = nowNanos;
            if (tokens >= 1 && waitNanos(nowNanos) <= BURST_SECONDS * NANOS_A_SECOND) {
                tokens -= 1;
                return work(nowNanos, 1);
            }
            work(nowNanos, refusalShare);
            // Whole seconds, as `Retry-After` names them.
            double seconds =
                    bookings.book(perSecond * COMING_PER_PLACE, nowNanos, random.nextDouble()) / MILLIS_A_SECOND;
            return -Math.max(1, (long) seconds);
        }
    }
}
