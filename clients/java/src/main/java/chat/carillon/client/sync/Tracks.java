package chat.carillon.client.sync;

import chat.carillon.model.ConversationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The conversations that an engine follows, and how far those were delivered that it follows no more.
///
/// A conversation that its user joined moments before a `welcome` may be missing there and come with a `joined` a
/// moment later: meanwhile it looks like one that the user has left. It goes on where it was, and so does one that the
/// user joins again. Confined to its engine.
final class Tracks {
    /// Of those that ended longest ago the cursors are forgotten: they begin at their heads again.
    static final int MAX_ENDED = 10_000;

    private final Map<ConversationId, Track> followed = new HashMap<>();
    private final Map<ConversationId, Long> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Long> eldest) {
            return size() > MAX_ENDED;
        }
    };

    @Nullable
    Track get(ConversationId conversation) {
        return followed.get(conversation);
    }

    /// Those of these conversations that are followed.
    List<Track> of(List<ConversationId> conversations) {
        return conversations.stream()
                .map(followed::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /// The track of this conversation; a new one begins where it was delivered to, or else after `afterSeq`.
    Track follow(ConversationId conversation, long afterSeq, long head) {
        return followed.computeIfAbsent(conversation, id -> {
            Long delivered = ended.remove(id);
            return new Track(id, delivered == null ? afterSeq : delivered, head);
        });
    }

    /// A copy: tracks may end while it is gone through.
    List<Track> all() {
        return List.copyOf(followed.values());
    }

    void end(Track track) {
        followed.remove(track.conversation);
        ended.put(track.conversation, track.cursor);
    }

    /// Cursors of another store's life say nothing.
    void forgetEnded() {
        ended.clear();
    }
}
