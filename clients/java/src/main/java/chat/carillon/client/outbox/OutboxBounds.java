package chat.carillon.client.outbox;

import java.time.Duration;

/// What an outbox may hold and send at a time.
///
/// @param maxWrites writes that wait for their answers; more are refused
/// @param maxInFlight writes on their way at a time, over all conversations
/// @param maxInFlightPerConversation 1 keeps the order of a conversation whatever happens; with more, a write
///     that is refused for the moment may be overtaken by those on their way
/// @param maxAttempts answers `internal` to one write after which it fails
/// @param minRetry first wait after a refusal that names no time; doubles
/// @param maxRetry longest wait after a refusal that names no time
public record OutboxBounds(
        int maxWrites,
        int maxInFlight,
        int maxInFlightPerConversation,
        int maxAttempts,
        Duration minRetry,
        Duration maxRetry) {
    public static final OutboxBounds DEFAULT =
            new OutboxBounds(10_000, 128, 1, 10, Duration.ofMillis(500), Duration.ofSeconds(30));

    /// As these, with another number of writes on their way in one conversation.
    public OutboxBounds inFlightPerConversation(int writes) {
        return new OutboxBounds(maxWrites, maxInFlight, writes, maxAttempts, minRetry, maxRetry);
    }
}
