package chat.carillon.client.outbox;

import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;

/// What the outbox wants done.
public sealed interface OutboxCommand {

    /// Send this frame.
    record Transmit(ClientFrame.Write write) implements OutboxCommand {}

    /// Tell the caller: it is durable.
    record Answered(ClientFrame.Write write, ServerFrame.Sent sent) implements OutboxCommand {}

    /// Tell the caller: it was refused, for good.
    record Failed(ClientFrame.Write write, ErrorCode code, String message) implements OutboxCommand {}

    /// Call [Outbox#retry] for this conversation after this time.
    record RetryLater(ConversationId conversation, Duration delay) implements OutboxCommand {}
}
