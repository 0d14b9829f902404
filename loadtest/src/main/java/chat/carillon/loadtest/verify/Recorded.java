package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.check.Acknowledged;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Optional;

/// One send. Thread-safe: written by the sender, answered on a thread of its client.
final class Recorded {
    private final UserId sender;
    private final ClientMessageId key;
    private final String text;
    private final long dueNanos;
    private volatile Phase phase;
    private volatile long seq;
    private volatile long answeredNanos;
    private volatile String refusal = "";

    /// @param phase in which it was due
    Recorded(UserId sender, ClientMessageId key, String text, long dueNanos, Phase phase) {
        this.sender = sender;
        this.key = key;
        this.text = text;
        this.dueNanos = dueNanos;
        this.phase = phase;
    }

    void acknowledge(long atSeq, long nanos) {
        answeredNanos = nanos;
        seq = atSeq;
    }

    void refuse(String why) {
        refusal = why;
    }

    /// It was under way when something broke.
    void moveTo(Phase later) {
        phase = later;
    }

    boolean settled() {
        return seq > 0 || !refusal.isEmpty();
    }

    /// 0 while it is not acknowledged.
    long seq() {
        return seq;
    }

    long dueNanos() {
        return dueNanos;
    }

    long answeredNanos() {
        return answeredNanos;
    }

    Phase phase() {
        return phase;
    }

    /// What went wrong for good, or nothing.
    String refusal() {
        return refusal;
    }

    UserId sender() {
        return sender;
    }

    ClientMessageId key() {
        return key;
    }

    Optional<Acknowledged> acknowledged() {
        return seq == 0
                ? Optional.empty()
                : Optional.of(
                        new Acknowledged(key.value(), seq, sender, new EntryBody.Posted(text, null, null, List.of())));
    }
}
