package chat.carillon.loadtest.bench.append;

import chat.carillon.loadtest.machine.Cores;
import java.time.Duration;

/// What `bench append` measures.
///
/// @param senders each with one message on its way at a time, in direct conversations of two
/// @param batchEntries messages of one commit of the store alone; 0 for as many as the server had on average
public record AppendOptions(int senders, int batchEntries, Duration duration, int repetitions, Cores cores) {
    public AppendOptions {
        if (senders < 2 || senders % 2 != 0 || senders > 10_000) {
            throw new IllegalArgumentException(
                    "senders: %d (expected: an even number, 2 to 10,000)".formatted(senders));
        }
        if (batchEntries < 0 || repetitions < 1) {
            throw new IllegalArgumentException("batchEntries must be 0 or more, repetitions above 0");
        }
    }

    /// 256 senders, three times five seconds. No process is bound to a core: the store works on both.
    public static AppendOptions standard() {
        return new AppendOptions(256, 0, Duration.ofSeconds(5), 3, Cores.ANY);
    }
}
