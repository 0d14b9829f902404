package chat.carillon.core.trace;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.MemberStore.Tally;
import chat.carillon.model.Entry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of one entry.
///
/// @param entry what is stored; its content is nobody's business here
/// @param deletedAtMillis when the message was deleted; null if it was not
/// @param tally how many members have it, as markers stand in the store: within seconds of their acks
/// @param nodes those that answered, the own one first
/// @param silentNodes those that did not, in time
/// @param recipients all members of a small conversation; of a large one those that have not got it, the first of them
/// @param complete whether `recipients` are all members
/// @param fates how many members each fate befell, of those of whom it was recorded
public record Trace(
        Conversation conversation,
        Entry entry,
        @Nullable Long deletedAtMillis,
        Tally tally,
        List<NodeTrace> nodes,
        List<String> silentNodes,
        List<Recipient> recipients,
        boolean complete,
        Map<Fate, Long> fates) {
    public Trace {
        nodes = List.copyOf(nodes);
        silentNodes = List.copyOf(silentNodes);
        recipients = List.copyOf(recipients);
        fates = Map.copyOf(fates);
    }
}
