package chat.carillon.cli.load.absent;

import chat.carillon.loadtest.bench.append.BenchStore;
import java.time.Duration;

/// What `bench push` measures.
///
/// @param rate messages a second that ripen
/// @param members of the channel; `mentioned` of them are meant by each message, every other of whom is away
/// @param step length of each measurement
record PushOptions(BenchStore store, int rate, int members, int mentioned, Duration step, int repetitions) {
    private static final int MAX_RATE = 100_000;
    private static final int MAX_MEMBERS = 100_000;

    /// As many as fit into one message with their `@`.
    private static final int MAX_MENTIONED = 200;

    PushOptions {
        if (rate < PushLoad.TURNS_A_SECOND || rate > MAX_RATE) {
            throw new IllegalArgumentException(
                    "rate: %d (expected: %d to %d)".formatted(rate, PushLoad.TURNS_A_SECOND, MAX_RATE));
        }
        if (mentioned < 2 || mentioned > MAX_MENTIONED) {
            throw new IllegalArgumentException("mentioned: %d (expected: 2 to %d)".formatted(mentioned, MAX_MENTIONED));
        }
        if (members <= mentioned || members > MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "members: %d (expected: more than are mentioned, at most %d)".formatted(members, MAX_MEMBERS));
        }
        if (repetitions < 1) {
            throw new IllegalArgumentException("repeat: %d (expected: at least 1)".formatted(repetitions));
        }
    }

    int away() {
        return mentioned / 2;
    }
}
