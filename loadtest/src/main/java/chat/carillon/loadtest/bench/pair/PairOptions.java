package chat.carillon.loadtest.bench.pair;

import chat.carillon.loadtest.machine.Cores;
import java.time.Duration;

/// What `bench pair` measures.
///
/// @param pairs of users in a direct conversation
/// @param messagesPerSecond of all of them together
/// @param crowd members of one conversation that the same node serves meanwhile; 0 for none
/// @param crowdMessagesPerSecond what is posted there; 0 for half of what the node can do
/// @param duration of each of the repetitions
public record PairOptions(
        int pairs,
        double messagesPerSecond,
        int crowd,
        double crowdMessagesPerSecond,
        Duration duration,
        int repetitions,
        Cores cores) {
    /// Leaves room for both in the 20,000 open files of a process.
    private static final int MAX_SESSIONS = 19_000;

    public PairOptions {
        if (pairs < 1 || messagesPerSecond <= 0 || repetitions < 1 || crowdMessagesPerSecond < 0) {
            throw new IllegalArgumentException("pairs, messagesPerSecond and repetitions must be above 0");
        }
        if (crowd < 0 || crowd == 1 || 2 * pairs + crowd > MAX_SESSIONS) {
            throw new IllegalArgumentException("crowd: %d (expected: 0, or 2 to %d beside %d pairs)"
                    .formatted(crowd, MAX_SESSIONS - 2 * pairs, pairs));
        }
    }

    /// 500 pairs, 2,000 messages a second, alone.
    public static PairOptions standard() {
        return new PairOptions(500, 2_000, 0, 0, Duration.ofSeconds(5), 3, Cores.ofMachine());
    }

    public PairOptions withPairs(int count, double perSecond) {
        return new PairOptions(count, perSecond, crowd, crowdMessagesPerSecond, duration, repetitions, cores);
    }

    public PairOptions withCrowd(int members, double perSecond) {
        return new PairOptions(pairs, messagesPerSecond, members, perSecond, duration, repetitions, cores);
    }

    public PairOptions withDuration(Duration each, int times) {
        return new PairOptions(pairs, messagesPerSecond, crowd, crowdMessagesPerSecond, each, times, cores);
    }

    public PairOptions withCores(Cores bound) {
        return new PairOptions(pairs, messagesPerSecond, crowd, crowdMessagesPerSecond, duration, repetitions, bound);
    }
}
