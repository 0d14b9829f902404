package chat.carillon.loadtest.chaos;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/// Draws, from a seed, after which messages a connection is cut and after which the server is killed.
///
/// Thread-safe: guarded by a lock.
public final class Mishaps {
    /// No kill in the first and the last part of a run: there should be something to lose, and time to catch up.
    private static final double CALM_SHARE = 0.05;

    private final ReentrantLock lock = new ReentrantLock();
    private final Random random;
    private final double cutsPerMessage;
    private final long[] kills;
    private long messages;
    private int killed;

    /// What is to happen after a message.
    ///
    /// @param cut whether a connection is cut
    /// @param draw seed for choosing which, and how
    /// @param kill whether the server is killed
    public record Due(boolean cut, long draw, boolean kill) {}

    /// @param expectedMessages of the run, which the kills are spread over
    public Mishaps(long seed, double cutsPerMessage, int kills, long expectedMessages) {
        this.random = new Random(seed);
        this.cutsPerMessage = cutsPerMessage;
        this.kills = random.longs(kills, (long) (expectedMessages * CALM_SHARE), Math.max(1, (long)
                        (expectedMessages * (1 - CALM_SHARE))))
                .sorted()
                .toArray();
    }

    /// One more message was sent.
    public Due afterMessage() {
        lock.lock();
        try {
            messages++;
            boolean kill = killed < kills.length && messages > kills[killed];
            if (kill) {
                killed++;
            }
            return new Due(random.nextDouble() < cutsPerMessage, random.nextLong(), kill);
        } finally {
            lock.unlock();
        }
    }

    /// Whether someone of this name is among the share whose connections are cut; the same for the same seed.
    public static boolean unlucky(long seed, String name, double share) {
        return new SplittableRandom(seed << Integer.SIZE ^ name.hashCode()).nextDouble() < share;
    }

    @Override
    public String toString() {
        return "Mishaps[kills after %s messages]".formatted(Arrays.toString(kills));
    }
}
