package chat.carillon.client.http;

import chat.carillon.model.Attachment;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame.Receipt;
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

    /// How many members have come as far as the message.
    ///
    /// @param members active members
    /// @param delivered those of them who have received everything up to it
    /// @param read those who have seen everything up to it
    /// @param of how far each of them has come; empty for a large conversation
    public record Receipts(long seq, int members, int delivered, int read, List<Receipt> of) {
        public Receipts {
            of = List.copyOf(of);
        }
    }
}
