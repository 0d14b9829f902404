package chat.carillon.core.notify;

import chat.carillon.model.ConversationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Which conversations have messages that are not planned yet, and when to look at each. The first message of a
/// conversation decides; later ones are found when it is looked at.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
final class Ripening {
    /// Past it, conversations are left to the sweep.
    static final int MAX_CONVERSATIONS = 100_000;

    private final Map<ConversationId, Long> dueNanos = new HashMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::atNanos));

    private record Due(ConversationId conversation, long atNanos) {}

    /// Has the conversation looked at then, unless it is to be looked at earlier.
    synchronized void ripens(ConversationId conversation, long atNanos) {
        Long known = dueNanos.get(conversation);
        if (known == null && dueNanos.size() >= MAX_CONVERSATIONS || known != null && known <= atNanos) {
            return;
        }
        dueNanos.put(conversation, atNanos);
        queue.add(new Due(conversation, atNanos));
    }

    /// Takes those that are to be looked at now, the longest due first.
    synchronized List<ConversationId> take(long nowNanos, int max) {
        var due = new ArrayList<ConversationId>();
        while (due.size() < max && !queue.isEmpty() && queue.peek().atNanos() <= nowNanos) {
            Due first = queue.remove();
            if (dueNanos.remove(first.conversation(), first.atNanos())) {
                due.add(first.conversation());
            }
        }
        return due;
    }

    synchronized int size() {
        return dueNanos.size();
    }
}
