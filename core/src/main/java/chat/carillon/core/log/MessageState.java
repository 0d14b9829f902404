package chat.carillon.core.log;

import chat.carillon.model.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as it stands now, after all edits, reactions and deletion.
///
/// @param text empty once deleted
/// @param reactions emoji to the users who put it there, in the order in which they did
/// @param replies messages whose thread is this one's
/// @param lastReply the newest of them; null if there is none
public record MessageState(
        ConversationId conversation,
        long seq,
        UserId sender,
        long atMillis,
        String text,
        @Nullable Long replyTo,
        @Nullable Long thread,
        List<Attachment> attachments,
        @Nullable Long editedAtMillis,
        @Nullable Long deletedAtMillis,
        Map<String, List<UserId>> reactions,
        long replies,
        @Nullable Reply lastReply) {

    /// Where a thread stands: deleted replies count as well.
    public record Reply(long seq, UserId sender, long atMillis) {}

    public boolean deleted() {
        return deletedAtMillis != null;
    }

    /// The same message in another state.
    public MessageState with(
            String otherText,
            @Nullable Long otherEditedAtMillis,
            Map<String, List<UserId>> otherReactions,
            long otherReplies,
            @Nullable Reply otherLastReply) {
        return new MessageState(
                conversation,
                seq,
                sender,
                atMillis,
                otherText,
                replyTo,
                thread,
                attachments,
                otherEditedAtMillis,
                deletedAtMillis,
                otherReactions,
                otherReplies,
                otherLastReply);
    }

    /// Without its text.
    @Override
    public String toString() {
        return "MessageState[%s/%d by %s]".formatted(conversation, seq, sender);
    }
}
