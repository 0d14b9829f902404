package chat.carillon.core.crowd.presence;

import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Asks event loops which users have sessions there, and gathers what they answer: a user with sessions on several is
/// one user. Thread-safe: guarded by this object's lock.
final class Census {
    private final List<DeliveryLoop> loops;
    private final ConversationId conversation;
    private final Consumer<Set<UserId>> to;
    private final Set<UserId> found = new HashSet<>();
    private int unanswered;

    Census(List<DeliveryLoop> loops, ConversationId conversation, Consumer<Set<UserId>> to) {
        this.loops = loops;
        this.conversation = conversation;
        this.to = to;
        this.unanswered = loops.size();
    }

    void begin() {
        if (loops.isEmpty()) {
            to.accept(Set.of());
        }
        loops.forEach(loop -> loop.census(conversation, this::answered));
    }

    private void answered(Collection<UserId> users) {
        if (add(users)) {
            to.accept(found);
        }
    }

    /// @return whether that was the last answer
    private synchronized boolean add(Collection<UserId> users) {
        found.addAll(users);
        return --unanswered == 0;
    }
}
