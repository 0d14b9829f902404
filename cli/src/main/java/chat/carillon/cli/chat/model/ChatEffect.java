package chat.carillon.cli.chat.model;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.QuietHours;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the model wants done; the outcome comes back as a [ChatEvent].
public sealed interface ChatEffect {
    /// What the server must be asked for.
    sealed interface ByServer extends ChatEffect {}

    record Send(
            ConversationId conversation,
            ClientMessageId key,
            String text,
            @Nullable Long replyTo) implements ByServer {}

    record Edit(ConversationId conversation, long seq, String text) implements ByServer {}

    record Delete(ConversationId conversation, long seq) implements ByServer {}

    /// @param put whether to put the emoji there, or take it off
    record React(ConversationId conversation, long seq, String emoji, boolean put) implements ByServer {}

    record LoadHistory(ConversationId conversation, long beforeSeq, int limit) implements ByServer {}

    record MarkRead(ConversationId conversation, long seq) implements ByServer {}

    record Type(ConversationId conversation) implements ByServer {}

    record SetPresence(PresenceStatus status) implements ByServer {}

    /// Be told who is there of these users, and how many in these conversations.
    record Watch(List<UserId> users, List<ConversationId> conversations) implements ByServer {}

    /// Ask how far the others have come with a message.
    record LoadReceipts(ConversationId conversation, long seq) implements ByServer {}

    record Join(String channel) implements ByServer {}

    record Leave(ConversationId conversation) implements ByServer {}

    record Create(String name, @Nullable String topic) implements ByServer {}

    record Direct(UserId user) implements ByServer {}

    record Invite(ConversationId conversation, List<UserId> users) implements ByServer {}

    record SetTopic(ConversationId conversation, String topic) implements ByServer {}

    record Search(String words) implements ByServer {}

    /// Ask how much is unread.
    record Count(ConversationId conversation) implements ByServer {}

    /// What the user wants to be told of while away; the outcome is [ChatEvent.Wished].
    sealed interface Wish extends ByServer {
        /// Ask what is so.
        ///
        /// @param asked whether the user wants to hear it
        record Load(boolean asked) implements Wish {}

        /// @param level null: as for others of its kind
        record Level(ConversationId conversation, @Nullable NotificationLevel level) implements Wish {}

        record Usual(ConversationKind kind, NotificationLevel level) implements Wish {}

        /// @param until the epoch: not muted
        record Mute(ConversationId conversation, Instant until) implements Wish {}

        record Snooze(Instant until) implements Wish {}

        record Quiet(QuietHours hours) implements Wish {}

        /// Neither snoozed nor quiet any longer.
        record Disturb() implements Wish {}
    }

    /// Draw everything anew: something else wrote on the terminal.
    record Redraw() implements ChatEffect {}

    record Quit() implements ChatEffect {}
}
