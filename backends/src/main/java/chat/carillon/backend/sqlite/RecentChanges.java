package chat.carillon.backend.sqlite;

import chat.carillon.core.log.Conversation;
import chat.carillon.model.ConversationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The logs that changed lately, so that "what changed since" costs no look at all of them.
/// Possible because nobody else writes to this store. Thread-safe: guarded by its monitor.
final class RecentChanges {
    /// Logs that are remembered; older changes are looked up in the database.
    private static final int MAX_LOGS = 10_000;

    /// In the order of their last change.
    private final Map<ConversationId, Conversation.Head> heads = new LinkedHashMap<>();

    /// Changes after this time are all here.
    private long completeAfterMillis;

    /// @param nowMillis the time of the start: what happened before is unknown
    RecentChanges(long nowMillis) {
        completeAfterMillis = nowMillis;
    }

    synchronized void add(List<Conversation.Head> changed) {
        for (Conversation.Head head : changed) {
            Conversation.Head known = heads.get(head.conversation());
            if (known == null || known.headSeq() < head.headSeq()) {
                heads.remove(head.conversation());
                heads.put(head.conversation(), head);
            }
        }
        var oldest = heads.values().iterator();
        while (heads.size() > MAX_LOGS) {
            completeAfterMillis = Math.max(completeAfterMillis, oldest.next().changedAtMillis());
            oldest.remove();
        }
    }

    /// Empty if that is too long ago to be known here.
    synchronized Optional<List<Conversation.Head>> since(long sinceMillis, int limit) {
        if (sinceMillis <= completeAfterMillis) {
            return Optional.empty();
        }
        var changed = new ArrayList<Conversation.Head>();
        for (Conversation.Head head : heads.values()) {
            if (head.changedAtMillis() >= sinceMillis) {
                changed.add(head);
            }
        }
        changed.sort(Comparator.comparingLong(Conversation.Head::changedAtMillis));
        return Optional.of(List.copyOf(changed.subList(0, Math.min(limit, changed.size()))));
    }
}
