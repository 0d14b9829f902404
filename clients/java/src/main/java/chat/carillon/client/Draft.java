package chat.carillon.client;

import chat.carillon.model.Attachment;
import chat.carillon.model.ClientMessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that is not sent yet.
///
/// @param clientMessageId the message's own key: sending the same draft again is the same message
/// @param replyTo seq of the message that this one answers
/// @param thread seq of the message whose thread this one belongs to
public record Draft(
        ClientMessageId clientMessageId,
        String text,
        @Nullable Long replyTo,
        @Nullable Long thread,
        List<Attachment> attachments) {
    public Draft {
        attachments = List.copyOf(attachments);
    }

    /// A message with a new key.
    public static Draft of(String text) {
        return new Draft(ClientMessageIds.fresh(), text, null, null, List.of());
    }

    public Draft withClientMessageId(String id) {
        return new Draft(new ClientMessageId(id), text, replyTo, thread, attachments);
    }

    public Draft replyingTo(long seq) {
        return new Draft(clientMessageId, text, seq, thread, attachments);
    }

    public Draft inThread(long rootSeq) {
        return new Draft(clientMessageId, text, replyTo, rootSeq, attachments);
    }

    public Draft withAttachments(List<Attachment> links) {
        return new Draft(clientMessageId, text, replyTo, thread, links);
    }

    /// Without its text.
    @Override
    public String toString() {
        return "Draft[" + clientMessageId + "]";
    }
}
