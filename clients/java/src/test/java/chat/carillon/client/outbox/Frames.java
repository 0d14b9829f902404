package chat.carillon.client.outbox;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Short names for what tests of the outbox are about.
final class Frames {
    static final ConversationId C1 = new ConversationId("c1");

    private Frames() {}

    static ClientFrame.Write send(ConversationId conversation, String id) {
        return new ClientFrame.Send(
                id, conversation, new ClientMessageId(id), "text of\n" + id + " 😀", null, null, List.of());
    }

    static ClientFrame.Write send(String id) {
        return send(C1, id);
    }

    static ServerFrame.Sent sent(String id, long seq) {
        return new ServerFrame.Sent(id, C1, seq, 1_000 + seq);
    }

    static ServerFrame.Failure failure(String id, ErrorCode code, @Nullable Long retryAfterMillis) {
        return new ServerFrame.Failure(id, code, code.meaning(), retryAfterMillis);
    }
}
