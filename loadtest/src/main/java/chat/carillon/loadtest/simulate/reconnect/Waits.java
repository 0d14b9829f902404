package chat.carillon.loadtest.simulate.reconnect;

import chat.carillon.client.net.Backoff;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// How long each client waits before its next attempt. Confined to one simulation.
interface Waits {
    /// Nanoseconds before the client's next attempt; counts as one.
    long next(int client);

    /// The server has told the client in which second to come again.
    default void serverNamed(int client, Duration second) {}

    static Waits of(Policy policy, ReconnectOptions options) {
        int clients = options.clients();
        var random = new SplittableRandom(options.seed());
        Backoff.Shape shape = options.shape();
        return switch (policy) {
            case NONE -> _ -> options.retry().toNanos();
            case FIXED -> _ -> shape.first().toNanos();
            case EXPONENTIAL -> new Growing(clients, shape, random, 1);
            case FULL_JITTER -> new Growing(clients, shape, random, 0);
            case CARILLON -> new Sdk(clients, shape, random);
        };
    }

    /// A growing time times a factor that chance draws between `least` and 1.
    final class Growing implements Waits {
        private final Backoff.Shape shape;
        private final RandomGenerator random;
        private final double least;
        private final int[] attempts;

        private Growing(int clients, Backoff.Shape shape, RandomGenerator random, double least) {
            this.shape = shape;
            this.random = random;
            this.least = least;
            this.attempts = new int[clients];
        }

        @Override
        public long next(int client) {
            double factor = least + (1 - least) * random.nextDouble();
            return (long) (shape.nanos(attempts[client]++) * factor);
        }
    }

    /// The SDK itself, once a client.
    final class Sdk implements Waits {
        private final Backoff[] backoffs;

        private Sdk(int clients, Backoff.Shape shape, RandomGenerator random) {
            backoffs = new Backoff[clients];
            Arrays.setAll(backoffs, _ -> new Backoff(random, shape));
        }

        @Override
        public long next(int client) {
            return backoffs[client].next().toNanos();
        }

        @Override
        public void serverNamed(int client, Duration second) {
            backoffs[client].serverNamedSecond(second);
        }
    }
}
