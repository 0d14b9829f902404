package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.verify.push.Audience;
import chat.carillon.loadtest.verify.push.PushAccount.Said;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// What goes on in one conversation: its members speak in turn, as drawn from a seed, at a steady rate, whether or not
/// they were answered.
///
/// Thread-safe: guarded by itself.
final class Talk {
    /// More unanswered sends of one conversation would only measure the backlog.
    private static final int MAX_UNANSWERED = 500;

    private final Audience audience;
    private final List<Member> members;
    private final History history;
    private final Random random;
    private final List<Recorded> sends = new ArrayList<>();

    /// Sends before this index are settled.
    private int settled;

    private long heldBack;

    /// What a member may read of the time before.
    enum History {
        ALL,
        AT_JOINING
    }

    /// @param members that have sessions; there may be others
    Talk(Audience audience, List<Member> members, History history, Random random) {
        this.audience = audience;
        this.members = List.copyOf(members);
        this.history = history;
        this.random = random;
    }

    String name() {
        return audience.name();
    }

    ConversationId conversation() {
        return audience.conversation();
    }

    History historyBegins() {
        return history;
    }

    List<Member> members() {
        return members;
    }

    /// One of them says something.
    void speak(Supplier<Phase> phase) {
        Member member;
        Recorded record;
        String text;
        synchronized (this) {
            settle();
            if (sends.size() - settled >= MAX_UNANSWERED) {
                heldBack++;
                return;
            }
            member = members.get(random.nextInt(members.size()));
            text = "message %d of %s".formatted(sends.size(), name());
            var key = new ClientMessageId(
                    "verify-%s-%06d".formatted(conversation().value(), sends.size()));
            record = new Recorded(member.user(), key, text, System.nanoTime(), phase.get());
            sends.add(record);
        }
        member.send(record, text);
    }

    private void settle() {
        while (settled < sends.size() && sends.get(settled).settled()) {
            settled++;
        }
    }

    /// What was due at or after `nanos` was under way when this phase began: it belongs to it.
    synchronized void moveSince(long nanos, Phase phase) {
        for (int i = sends.size() - 1; i >= 0 && sends.get(i).dueNanos() >= nanos; i--) {
            sends.get(i).moveTo(phase);
        }
    }

    /// Whether everything that was due before `nanos` was answered, and shown to every member.
    synchronized boolean settledBefore(long nanos) {
        settle();
        long highest = 0;
        for (Recorded send : sends) {
            if (send.dueNanos() >= nanos) {
                break;
            }
            if (!send.settled()) {
                return false;
            }
            highest = Math.max(highest, send.seq());
        }
        long seq = highest;
        return members.stream().allMatch(member -> member.seen().highestSeq() >= seq);
    }

    synchronized List<Recorded> sends() {
        return List.copyOf(sends);
    }

    /// What is in the log, for who should be told of it.
    synchronized List<Said> said() {
        return sends.stream()
                .filter(send -> send.seq() > 0)
                .map(send -> new Said(audience, send.seq(), send.sender()))
                .toList();
    }

    /// Sends that were not made because too many waited for an answer.
    synchronized long heldBack() {
        return heldBack;
    }
}
