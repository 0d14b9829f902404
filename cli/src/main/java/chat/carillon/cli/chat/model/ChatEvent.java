package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.input.Key;
import chat.carillon.client.notification.NotificationWishes;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame.Headcount;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import chat.carillon.protocol.ServerFrame.Receipt;
import chat.carillon.protocol.ServerFrame.Watermarks;
import java.util.List;

/// What happens to the client: at the keyboard, at the server, on the clock, on the screen.
public sealed interface ChatEvent {
    record Pressed(Key key) implements ChatEvent {}

    /// Time goes on; a few times a second.
    record Ticked(long nowMillis) implements ChatEvent {}

    record LinkChanged(Link link) implements ChatEvent {}

    /// A session is open; this is what the server knows of one's conversations.
    record Welcomed(UserId me, List<ConversationSummary> conversations) implements ChatEvent {}

    /// An entry of some conversation, in seq order, each once.
    record Arrived(Entry entry) implements ChatEvent {}

    /// The log cannot be followed from where we were: what is shown must be loaded anew.
    record WasReset(ConversationId conversation) implements ChatEvent {}

    /// A page of history that was asked for.
    record HistoryLoaded(ConversationId conversation, long beforeSeq, List<ShownMessage> messages)
            implements ChatEvent {}

    /// It could not be had.
    record HistoryFailed(ConversationId conversation, String reason) implements ChatEvent {}

    record MessageSent(ConversationId conversation, ClientMessageId key, long seq, long atMillis)
            implements ChatEvent {}

    record MessageRefused(ConversationId conversation, ClientMessageId key, String reason) implements ChatEvent {}

    record SomeoneTypes(ConversationId conversation, List<UserId> users) implements ChatEvent {}

    /// Somebody is seen as online, away or offline.
    record Seen(PresenceNotice notice) implements ChatEvent {}

    /// So many are there.
    record Counted(Headcount headcount) implements ChatEvent {}

    /// A member, or another device of one's own, has come so far.
    record Came(Receipt receipt) implements ChatEvent {}

    /// So many members of a large conversation have come so far.
    record CrowdCame(Watermarks watermarks) implements ChatEvent {}

    /// What was asked: how far the others have come with a message.
    ///
    /// @param receipts of each member; empty for a large conversation
    record ReceiptsLoaded(Watermarks counts, List<Receipt> receipts) implements ChatEvent {}

    /// What was asked: how much is unread.
    record Recounted(ConversationSummary conversation) implements ChatEvent {}

    /// What the user wants to be told of.
    ///
    /// @param asked whether the user has just said so, or wants to hear it
    record Wished(NotificationWishes wishes, boolean asked) implements ChatEvent {}

    /// One has become a member.
    record Joined(ConversationSummary conversation) implements ChatEvent {}

    /// One is a member no more.
    record Left(ConversationId conversation) implements ChatEvent {}

    /// A conversation that one asked for is there: go to it, as soon as it is listed.
    record Ready(ConversationId conversation) implements ChatEvent {}

    record Found(String words, List<Overlay.Hit> hits) implements ChatEvent {}

    /// Something to tell in one sentence.
    record Told(String sentence, boolean bad) implements ChatEvent {}

    /// What the view could draw of the open conversation.
    ///
    /// @param rows for messages on the screen
    /// @param belowAnchor rows between the last row drawn and the end of the item that the view hangs on
    record Drawn(int rows, int belowAnchor, boolean atTop, boolean atBottom) implements ChatEvent {}
}
