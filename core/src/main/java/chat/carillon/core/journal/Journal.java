package chat.carillon.core.journal;

import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// What this node did with messages lately. Thread-safe without locks, never blocks; costs a small object for each
/// message and event loop, and nothing for each member.
public final class Journal {
    /// About four a message: of some 16,000 messages.
    static final int MAX_STEPS = 1 << 16;

    /// Every client acks at most once a second.
    static final int MAX_ACKS = 1 << 16;

    static final int MAX_ENDED = 1 << 14;

    private final Time time;
    private final Ring<Step> steps = new Ring<>(MAX_STEPS);
    private final Ring<Acked> acks = new Ring<>(MAX_ACKS);
    private final Ring<Ended> ended = new Ring<>(MAX_ENDED);

    public Journal(Time time) {
        this.time = time;
    }

    /// A device said that it has everything up to seq.
    public record Acked(ConversationId conversation, UserId user, DeviceId device, long seq, long atNanos) {}

    /// An attachment is over: the socket is gone, or the user left.
    public record Ended(ConversationId conversation, Attachment last, long atNanos) {}

    /// What is known of one entry.
    ///
    /// @param steps about in the order in which they were done
    /// @param acks of it or of later ones, the earliest first
    /// @param acksReachBack whether an ack that is older than what is kept cannot have been of this entry
    public record Found(List<Step> steps, List<Acked> acks, List<Ended> ended, boolean acksReachBack) {}

    public long nowNanos() {
        return time.monotonicNanos();
    }

    public void add(Step step) {
        steps.add(step);
    }

    public void acked(ConversationId conversation, UserId user, DeviceId device, long seq) {
        acks.add(new Acked(conversation, user, device, seq, nowNanos()));
    }

    public void ended(ConversationId conversation, Attachment last) {
        ended.add(new Ended(conversation, last, nowNanos()));
    }

    /// Looks through everything that is kept: for people who ask, not for what happens all the time.
    public Found find(ConversationId conversation, long seq) {
        var foundSteps = new ArrayList<Step>();
        steps.forEach(step -> {
            if (step.concerns(seq) && step.conversation().equals(conversation)) {
                foundSteps.add(step);
            }
        });
        var foundAcks = new ArrayList<Acked>();
        var oldestAck = new AtomicLong(Long.MAX_VALUE);
        acks.forEach(ack -> {
            oldestAck.compareAndSet(Long.MAX_VALUE, ack.atNanos());
            if (ack.seq() >= seq && ack.conversation().equals(conversation)) {
                foundAcks.add(ack);
            }
        });
        var foundEnded = new ArrayList<Ended>();
        ended.forEach(one -> {
            if (one.conversation().equals(conversation) && one.last().attachedSeq() < seq) {
                foundEnded.add(one);
            }
        });
        OptionalLong first = foundSteps.stream().mapToLong(Journal::beganNanos).min();
        boolean reachesBack = first.isPresent() && (!acks.isFull() || oldestAck.get() - first.getAsLong() < 0);
        return new Found(List.copyOf(foundSteps), List.copyOf(foundAcks), List.copyOf(foundEnded), reachesBack);
    }

    private static long beganNanos(Step step) {
        return step instanceof Step.Written written ? written.beganNanos() : step.atNanos();
    }
}
