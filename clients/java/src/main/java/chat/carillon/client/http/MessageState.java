package chat.carillon.client.http;

import chat.carillon.model.Attachment;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it stands now, after all edits, reactions and deletion.
///
/// @param text empty once deleted
/// @param replies messages whose thread is this one's
public record MessageState(
        long seq,
        UserId sender,
        long atMillis,
        String text,
        @Nullable Long replyTo,
        @Nullable Long thread,
        List<Attachment> attachments,
        @Nullable Long editedAtMillis,
        @Nullable Long deletedAtMillis,
        List<Reaction> reactions,
        long replies) {

    /// @param users the first of those who put it there
    public record Reaction(String emoji, long count, boolean mine, List<UserId> users) {}

    public boolean deleted() {
        return deletedAtMillis != null;
    }

    /// Without its text.
    @Override
    public String toString() {
        return "MessageState[%d by %s]".formatted(seq, sender);
    }
}
