package chat.carillon.client.sync;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.Map;

/// What the engine wants done.
public sealed interface SyncCommand {

    /// Show this entry: its predecessor was shown before, or was given up in a [Reset].
    record Deliver(Entry entry) implements SyncCommand {}

    /// Continuity is lost: nothing up to `afterSeq` will come that has not come. What comes next is `afterSeq + 1`.
    ///
    /// @param firstSeq the oldest entry that the server would still show
    record Reset(ConversationId conversation, long afterSeq, long firstSeq) implements SyncCommand {}

    /// The user is a member no more, and what was to be shown was: nothing need be kept of the conversation.
    record Ended(ConversationId conversation) implements SyncCommand {}

    /// Send a `sync` with these cursors, in this order.
    record Request(String ref, Map<ConversationId, Long> cursors) implements SyncCommand {}

    /// Call [SyncEngine#check] for this conversation in a while.
    ///
    /// @param attempt from 0; the further, the longer the while
    record CheckLater(ConversationId conversation, int attempt) implements SyncCommand {}
}
