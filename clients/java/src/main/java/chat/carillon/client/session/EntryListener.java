package chat.carillon.client.session;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;

/// Is shown the entries of conversations: of each in the order of seq, every one once.
///
/// Calls of one client come one at a time and never from a thread that the client needs, so a listener may wait,
/// for example for a reply; meanwhile the client goes on, and lets the server keep what does not fit. An entry
/// counts as received, for the server's acks and for [chat.carillon.client.sync.SyncCursors], when its call has
/// returned.
@FunctionalInterface
public interface EntryListener {
    void entry(Entry entry);

    /// Continuity is lost: nothing up to `afterSeq` will be shown that was not. Whoever shows a conversation
    /// loads its history anew; the next call is for `afterSeq + 1`.
    ///
    /// @param firstSeq the oldest entry that the server would still show
    default void reset(ConversationId conversation, long afterSeq, long firstSeq) {}
}
