package chat.carillon.client.sync;

import chat.carillon.model.ConversationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Which conversations are to be asked for, and which answers are still to come. Confined to its engine.
final class SyncRequests {
    private final SyncBounds bounds;

    /// Conversations that wait for a place in flight, the first one first.
    private final SequencedSet<ConversationId> wanted = new LinkedHashSet<>();

    /// By ref: the conversations whose answers are still to come, in the order in which they will.
    private final Map<String, SequencedSet<ConversationId>> unanswered = new HashMap<>();

    private int inFlight;
    private long refs;

    SyncRequests(SyncBounds bounds) {
        this.bounds = bounds;
    }

    void want(ConversationId conversation) {
        wanted.add(conversation);
    }

    /// Whether nothing is asked for and nothing waits to be.
    boolean idle() {
        return inFlight == 0 && wanted.isEmpty();
    }

    void clear() {
        wanted.clear();
        unanswered.clear();
        inFlight = 0;
    }

    /// The next request, marked in the tracks as on its way; null if there is none to be made now.
    SyncCommand.@Nullable Request next(Tracks tracks) {
        int room = Math.min(bounds.maxConversationsInFlight() - inFlight, bounds.maxConversationsPerRequest());
        Map<ConversationId, Long> cursors = new LinkedHashMap<>();
        while (cursors.size() < room && !wanted.isEmpty()) {
            Track track = tracks.get(wanted.removeFirst());
            if (track != null && !track.inFlight) {
                track.inFlight = true;
                track.again = false;
                track.restarted = false;
                cursors.put(track.conversation, track.cursor);
            }
        }
        if (cursors.isEmpty()) {
            return null;
        }
        // The space keeps it apart from the refs of writes, which are clientMessageIds.
        String ref = "sync " + ++refs;
        unanswered.put(ref, new LinkedHashSet<>(cursors.keySet()));
        inFlight += cursors.size();
        return new SyncCommand.Request(ref, cursors);
    }

    /// The conversations of a request whose answers are still to come.
    List<ConversationId> unanswered(String ref) {
        SequencedSet<ConversationId> conversations = unanswered.get(ref);
        return conversations == null ? List.of() : List.copyOf(conversations);
    }

    /// Takes note of an answer; false if nobody waits for it.
    boolean answered(String ref, ConversationId conversation) {
        SequencedSet<ConversationId> conversations = unanswered.get(ref);
        if (conversations == null || !conversations.remove(conversation)) {
            return false;
        }
        if (conversations.isEmpty()) {
            unanswered.remove(ref);
        }
        inFlight--;
        return true;
    }
}
