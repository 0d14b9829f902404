package chat.carillon.core.trace;

import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.conversation.MarkerListener;
import chat.carillon.core.fanout.FeedListener;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;

/// Keeps in the journal what becomes durable here, what passes the feeds, and what devices acknowledge. Thread-safe,
/// never blocks.
public final class Recording implements AppendListener, MarkerListener, FeedListener {
    private final Journal journal;
    private final FeedListener next;

    /// @param next hears of members, too
    public Recording(Journal journal, FeedListener next) {
        this.journal = journal;
        this.next = next;
    }

    @Override
    public void appended(Entry entry, Conversation.Head head) {
        journal.add(new Step.Committed(entry.conversation(), entry.seq(), journal.nowNanos()));
    }

    @Override
    public void joined(ConversationId conversation, List<UserId> users) {
        next.joined(conversation, users);
    }

    @Override
    public void delivered(ConversationId conversation, long seq, boolean fromStore, int loops) {
        journal.add(new Step.FannedOut(conversation, seq, journal.nowNanos(), fromStore, loops));
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {}

    @Override
    public void marked(Marker marker) {
        if (marker instanceof Marker.ReceivedUpTo received) {
            journal.acked(received.conversation(), received.user(), received.device(), received.seq());
        }
    }

    @Override
    public void written(Collection<Marker> markers) {}
}
