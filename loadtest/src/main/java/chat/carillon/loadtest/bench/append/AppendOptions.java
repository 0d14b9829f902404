package chat.carillon.loadtest.bench.append;

import chat.carillon.loadtest.machine.Cores;
import java.time.Duration;

/// What `bench append` measures.
///
/// @param senders each with one message on its way at a time, in direct conversations of two
/// @param connections of the server to PostgreSQL that append, and of the yardstick; of no meaning for other stores
/// @param batchEntries messages of one commit of the yardstick; 0 for as many as the server had on average
public record AppendOptions(
        BenchStore store,
        int connections,
        int senders,
        int batchEntries,
        Duration duration,
        int repetitions,
        Cores cores) {
    private static final int MAX_CONNECTIONS = 64;

    public AppendOptions {
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "connections: %d (expected: 1 to %d)".formatted(connections, MAX_CONNECTIONS));
        }
        if (senders < 2 || senders % 2 != 0 || senders > 10_000) {
            throw new IllegalArgumentException(
                    "senders: %d (expected: an even number, 2 to 10,000)".formatted(senders));
        }
        if (batchEntries < 0 || repetitions < 1) {
            throw new IllegalArgumentException("batchEntries must be 0 or more, repetitions above 0");
        }
    }
}
