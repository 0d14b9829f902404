package chat.carillon.loadtest.bench.refuse;

import chat.carillon.loadtest.machine.Cores;

/// What `bench refuse` measures.
///
/// @param clients that try at a time
/// @param attempts of each kind in a round
/// @param rounds that count; one goes before them
/// @param conversations that each user is in
public record RefuseOptions(int clients, int attempts, int rounds, int conversations, Cores cores) {
    private static final int MAX_CLIENTS = 5_000;

    public RefuseOptions {
        if (clients < 2 || clients > MAX_CLIENTS) {
            throw new IllegalArgumentException("clients: %d (expected: 2 to %d)".formatted(clients, MAX_CLIENTS));
        }
        if (attempts < clients || rounds < 1 || conversations < 0) {
            throw new IllegalArgumentException(
                    "attempts: %d, rounds: %d, conversations: %d (expected: as many as clients, 1 and 0 at least)"
                            .formatted(attempts, rounds, conversations));
        }
    }
}
