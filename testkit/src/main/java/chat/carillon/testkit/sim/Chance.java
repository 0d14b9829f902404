package chat.carillon.testkit.sim;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// All chance of a simulation: the same seed gives the same draws.
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    public boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /// From 0 to `bound - 1`.
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// Both ends included.
    public int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    public <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    public Duration upTo(Duration max) {
        return Duration.ofNanos(random.nextLong(max.toNanos() + 1));
    }

    public long bits() {
        return random.nextLong();
    }
}
