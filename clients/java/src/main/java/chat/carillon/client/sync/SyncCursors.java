package chat.carillon.client.sync;

import chat.carillon.model.ConversationId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a device is in each conversation: worth keeping, if it shall go on there after a restart.
///
/// @param epoch the store's epoch that the seqs belong to; null: not known yet
public record SyncCursors(@Nullable String epoch, Map<ConversationId, Long> seqs) {
    public static final SyncCursors NONE = new SyncCursors(null, Map.of());

    public SyncCursors {
        seqs = Map.copyOf(seqs);
    }
}
