package chat.carillon.testkit.sim.client;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.testkit.sim.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes that wait for their answers. Each is sent again, with the same clientMessageId, until it
/// is answered.
public final class Outbox {
    private static final long ANSWER_WITHIN_NANOS = 3_000_000_000L;
    private static final int MAX_IN_FLIGHT = 4;

    private final Map<ClientMessageId, Pending> waiting = new LinkedHashMap<>();
    private final Map<String, Pending> byRef = new HashMap<>();
    private final Map<ClientMessageId, Long> acked = new LinkedHashMap<>();
    private long lastRef;

    /// Makes the frame of one attempt.
    interface Attempt {
        ClientFrame.Write frame(String ref, ClientMessageId clientMessageId);
    }

    private static final class Pending {
        final ClientMessageId id;
        final Attempt attempt;
        boolean inFlight;
        long notBeforeNanos;

        Pending(ClientMessageId id, Attempt attempt) {
            this.id = id;
            this.attempt = attempt;
        }
    }

    /// What was acknowledged, and where it is.
    public Map<ClientMessageId, Long> acked() {
        return acked;
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(ClientMessageId id, Attempt attempt) {
        waiting.put(id, new Pending(id, attempt));
    }

    String nextRef() {
        return "r" + ++lastRef;
    }

    /// What should be sent now.
    List<ClientFrame> due(long nowNanos) {
        var frames = new ArrayList<ClientFrame>();
        int inFlight = 0;
        for (Pending pending : waiting.values()) {
            if (pending.notBeforeNanos <= nowNanos && inFlight < MAX_IN_FLIGHT) {
                String ref = nextRef();
                byRef.put(ref, pending);
                pending.inFlight = true;
                pending.notBeforeNanos = nowNanos + ANSWER_WITHIN_NANOS;
                frames.add(pending.attempt.frame(ref, pending.id));
            }
            inFlight += pending.inFlight ? 1 : 0;
        }
        return frames;
    }

    /// The connection is gone: no more answers come on it.
    void disconnected() {
        byRef.clear();
        waiting.values().forEach(pending -> {
            pending.inFlight = false;
            pending.notBeforeNanos = 0;
        });
    }

    void sent(ServerFrame.Sent sent) {
        Pending pending = byRef.get(sent.ref());
        if (pending == null) {
            throw new Violation("an answer to nothing: " + sent);
        }
        waiting.remove(pending.id);
        Long before = acked.put(pending.id, sent.seq());
        if (before != null && before != sent.seq()) {
            throw new Violation("I1: %s was acknowledged as %d and as %d".formatted(pending.id, before, sent.seq()));
        }
    }

    /// @return whether the refusal was an answer to a write
    boolean refused(ServerFrame.Failure failure, long nowNanos) {
        Pending pending = byRef.get(String.valueOf(failure.ref()));
        if (pending == null) {
            return false;
        }
        Long wait = failure.retryAfterMillis();
        if (failure.code().retryable()) {
            pending.inFlight = false;
            pending.notBeforeNanos = nowNanos + (wait == null ? 0 : wait * 1_000_000);
        } else {
            waiting.remove(pending.id);
        }
        return true;
    }

    /// Syncs that wait for their answers: which conversations each is still to be answered for.
    static final class Syncs {
        private final Map<String, List<ConversationId>> waiting = new HashMap<>();

        void begin(String ref, List<ConversationId> conversations) {
            waiting.put(ref, new ArrayList<>(conversations));
        }

        void answered(String ref, ConversationId conversation) {
            List<ConversationId> rest = waiting.get(ref);
            if (rest == null || rest.isEmpty() || !rest.getFirst().equals(conversation)) {
                throw new Violation("a page of %s that was not asked for".formatted(conversation));
            }
            rest.removeFirst();
        }

        /// What is not going to be answered any more.
        List<ConversationId> failed(@Nullable String ref) {
            List<ConversationId> rest = waiting.remove(String.valueOf(ref));
            return rest == null ? List.of() : rest;
        }
    }
}
