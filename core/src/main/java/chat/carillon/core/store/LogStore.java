package chat.carillon.core.store;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The logs. See `docs/concepts/the-log.md`.
public interface LogStore {

    /// Appends a batch in one transaction and returns once it is durable: a crash after return
    /// never loses it.
    ///
    /// Entries of one conversation get `headSeq + 1, + 2 …` in the order given; a log has no holes.
    /// Concurrent batches, also of other nodes, are ordered by the lock on the conversation's row.
    /// Each entry is judged by [chat.carillon.core.log.plan.AppendPlanner] against the state after
    /// the entries before it: who may write is decided here, against the truth, and nowhere else.
    /// The current state of messages, members and mentions is written in the same transaction.
    ///
    /// @param batch not empty; conversations in any order
    /// @return one result an entry, in the order given
    List<AppendResult> append(List<NewEntry> batch);

    /// Entries with `afterSeq < seq <= untilSeq` in seq order, at most `limit`, at least one if
    /// there is one, and no more than about `maxBytes` of them.
    List<Entry> read(ConversationId conversation, long afterSeq, long untilSeq, int limit, int maxBytes);

    /// Where these logs stand; conversations that do not exist are left out.
    Map<ConversationId, Conversation.Head> heads(Collection<ConversationId> conversations);

    /// The store's time, which [Conversation.Head#changedAtMillis] is taken from: no node's clock
    /// can be compared with it.
    long nowMillis();

    /// Logs that were appended to at or after `sinceMillis` by the store's time, oldest change
    /// first. The caller looks back over an overlap, because a transaction may become visible later
    /// than its time says.
    List<Conversation.Head> changedSince(long sinceMillis, int limit);
}
