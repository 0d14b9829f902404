package chat.carillon.loadtest.bench.polling;

import java.time.Duration;
import java.util.List;

/// What `bench polling` compares.
///
/// @param clients members of one conversation, all of whom listen
/// @param messagesPerSecond that come in this conversation
/// @param intervals between two requests of a client that polls; one row each
/// @param duration of each row, after a warm-up of half as long
public record PollingOptions(int clients, double messagesPerSecond, List<Duration> intervals, Duration duration) {
    private static final int MAX_CLIENTS = 5_000;

    public PollingOptions {
        if (clients < 2 || clients > MAX_CLIENTS) {
            throw new IllegalArgumentException("clients: %d (expected: 2 to %d)".formatted(clients, MAX_CLIENTS));
        }
        if (!(messagesPerSecond > 0) || messagesPerSecond > 1_000) {
            throw new IllegalArgumentException(
                    "rate: %s (expected: above 0, at most 1000)".formatted(messagesPerSecond));
        }
        intervals = List.copyOf(intervals);
    }
}
