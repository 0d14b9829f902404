package chat.carillon.client.outbox;

import chat.carillon.client.outbox.OutboxCommand.Answered;
import chat.carillon.client.outbox.OutboxCommand.Failed;
import chat.carillon.client.outbox.OutboxCommand.RetryLater;
import chat.carillon.client.outbox.OutboxCommand.Transmit;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps every write until the server has answered it, and sends it again with the same clientMessageId, which is
/// also its ref, after every reconnect: it is appended once, however often it is sent.
///
/// Writes of one conversation go out in the order in which they were added. Confined to one thread at a time.
public final class Outbox {
    private final OutboxStorage storage;
    private final OutboxBounds bounds;

    /// In the order added; of each conversation as well.
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    private final Map<ConversationId, Lane> lanes = new LinkedHashMap<>();
    private final List<OutboxCommand> commands = new ArrayList<>();
    private boolean connected;
    private int inFlight;

    private static final class Pending {
        private final ClientFrame.Write write;
        private final ClientMessageId id;
        private boolean inFlight;
        private int attempts;

        Pending(ClientFrame.Write write, ClientMessageId id) {
            this.write = write;
            this.id = id;
        }
    }

    /// The writes of one conversation.
    private static final class Lane {
        private final Map<String, Pending> queue = new LinkedHashMap<>();
        private int inFlight;
        private boolean waiting;
    }

    /// Takes over what the storage has kept.
    public Outbox(OutboxStorage storage, OutboxBounds bounds) {
        this.storage = storage;
        this.bounds = bounds;
        storage.load().forEach(this::enqueue);
    }

    /// Whether another write fits in.
    public boolean hasRoom() {
        return pending.size() < bounds.maxWrites();
    }

    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /// Takes a write over, whose ref is its clientMessageId. A second one with the same id is the same write.
    ///
    /// @throws OutboxStorageException if it could not be kept; then it was not taken over
    public List<OutboxCommand> add(ClientFrame.Write write) {
        ClientMessageId id = Objects.requireNonNull(write.clientMessageId(), "a write needs a clientMessageId");
        if (!pending.containsKey(id.value())) {
            storage.add(write);
            enqueue(write);
        }
        return flush();
    }

    private void enqueue(ClientFrame.Write write) {
        ClientMessageId id = Objects.requireNonNull(write.clientMessageId(), "a write needs a clientMessageId");
        Pending added = new Pending(write, id);
        pending.put(id.value(), added);
        lanes.computeIfAbsent(write.conversation(), _ -> new Lane()).queue.put(id.value(), added);
    }

    /// A session is open: everything that is unanswered goes out, in order.
    public List<OutboxCommand> connected() {
        disconnected();
        connected = true;
        return flush();
    }

    public void disconnected() {
        connected = false;
        inFlight = 0;
        pending.values().forEach(write -> write.inFlight = false);
        lanes.values().forEach(lane -> {
            lane.inFlight = 0;
            lane.waiting = false;
        });
    }

    /// The server's answer; nothing happens if it answers no write of this outbox.
    public List<OutboxCommand> sent(ServerFrame.Sent sent) {
        Pending answered = pending.get(sent.ref());
        if (answered != null) {
            remove(answered);
            commands.add(new Answered(answered.write, sent));
        }
        return flush();
    }

    /// The server's refusal; nothing happens if it refuses no write of this outbox.
    public List<OutboxCommand> refused(ServerFrame.Failure failure) {
        Pending refused = failure.ref() == null ? null : pending.get(failure.ref());
        if (refused == null) {
            return flush();
        }
        refused.attempts++;
        boolean last = failure.code() == ErrorCode.INTERNAL && refused.attempts >= bounds.maxAttempts();
        if (failure.code().retryable() && !last) {
            returned(refused);
            waitInLane(refused, failure.retryAfterMillis());
        } else {
            remove(refused);
            commands.add(new Failed(refused.write, failure.code(), failure.message()));
        }
        return flush();
    }

    private void waitInLane(Pending refused, @Nullable Long retryAfterMillis) {
        Lane lane = lane(refused);
        if (!lane.waiting) {
            lane.waiting = true;
            Duration delay = retryAfterMillis == null
                    ? delayAfter(refused.attempts)
                    : Duration.ofMillis(
                            Math.min(retryAfterMillis, bounds.maxRetry().toMillis()));
            commands.add(new RetryLater(refused.write.conversation(), delay));
        }
    }

    private Duration delayAfter(int attempts) {
        long factor = 1L << Math.min(attempts - 1, 16);
        Duration delay = bounds.minRetry().multipliedBy(factor);
        return delay.compareTo(bounds.maxRetry()) < 0 ? delay : bounds.maxRetry();
    }

    /// What [RetryLater] asked for.
    public List<OutboxCommand> retry(ConversationId conversation) {
        Lane lane = lanes.get(conversation);
        if (lane != null) {
            lane.waiting = false;
        }
        return flush();
    }

    private void returned(Pending write) {
        if (write.inFlight) {
            write.inFlight = false;
            inFlight--;
            lane(write).inFlight--;
        }
    }

    private void remove(Pending write) {
        returned(write);
        storage.remove(write.id);
        pending.remove(write.id.value());
        Lane lane = lane(write);
        lane.queue.remove(write.id.value());
        if (lane.queue.isEmpty()) {
            lanes.remove(write.write.conversation());
        }
    }

    private Lane lane(Pending write) {
        return Objects.requireNonNull(lanes.get(write.write.conversation()), "every write has a lane");
    }

    /// Sends what may be on its way and hands out what is to be done.
    private List<OutboxCommand> flush() {
        if (connected) {
            for (Lane lane : lanes.values()) {
                transmit(lane);
            }
        }
        List<OutboxCommand> result = List.copyOf(commands);
        commands.clear();
        return result;
    }

    private void transmit(Lane lane) {
        for (Pending write : lane.queue.values()) {
            if (lane.waiting
                    || inFlight >= bounds.maxInFlight()
                    || lane.inFlight >= bounds.maxInFlightPerConversation()) {
                return;
            }
            if (!write.inFlight) {
                write.inFlight = true;
                lane.inFlight++;
                inFlight++;
                commands.add(new Transmit(write.write));
            }
        }
    }
}
