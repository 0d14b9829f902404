package chat.carillon.cli.chat.model;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the model wants done; the outcome comes back as a [ChatEvent].
public sealed interface ChatEffect {
    record Send(ConversationId conversation, ClientMessageId key, String text, @Nullable Long replyTo)
            implements ChatEffect {}

    record Edit(ConversationId conversation, long seq, String text) implements ChatEffect {}

    record Delete(ConversationId conversation, long seq) implements ChatEffect {}

    /// @param put whether to put the emoji there, or take it off
    record React(ConversationId conversation, long seq, String emoji, boolean put) implements ChatEffect {}

    record LoadHistory(ConversationId conversation, long beforeSeq, int limit) implements ChatEffect {}

    record MarkRead(ConversationId conversation, long seq) implements ChatEffect {}

    record Type(ConversationId conversation) implements ChatEffect {}

    record Join(String channel) implements ChatEffect {}

    record Leave(ConversationId conversation) implements ChatEffect {}

    record Create(String name, @Nullable String topic) implements ChatEffect {}

    record Direct(UserId user) implements ChatEffect {}

    record Invite(ConversationId conversation, List<UserId> users) implements ChatEffect {}

    record SetTopic(ConversationId conversation, String topic) implements ChatEffect {}

    record Search(String words) implements ChatEffect {}

    /// Draw everything anew: something else wrote on the terminal.
    record Redraw() implements ChatEffect {}

    record Quit() implements ChatEffect {}
}
