package chat.carillon.core.push.digest;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Membership;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.NotificationLevel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the store knows of a user who may want a digest.
///
/// @param active whether there is such an account, and it is not disabled
/// @param conversationWishes where the user said something
/// @param unread conversations with something unread
public record DigestContext(
        Mailbox mailbox,
        boolean active,
        Wishes wishes,
        Map<ConversationId, ConversationWish> conversationWishes,
        List<UnreadLog> unread) {

    /// A conversation with something unread.
    ///
    /// @param newestMillis when the last unread message came that the user wants to be told of; 0: before the user
    ///     was there last, or was mailed last
    public record UnreadLog(Membership membership, long newestMillis) {
        public ConversationId id() {
            return membership.conversation().id();
        }

        public long messages() {
            return membership.conversation().head().headOrdinal()
                    - membership.member().readOrdinal();
        }
    }

    /// What is older was known to the user, or told.
    public static long sinceMillis(Mailbox mailbox) {
        Mailbox.Turn turn = mailbox.turn();
        boolean toldAlready = turn.state() != Mailbox.State.DUE;
        return Math.max(mailbox.attendedAtMillis(), toldAlready ? turn.decidedAtMillis() : turn.previousMillis());
    }

    /// What the user wants to be told of a conversation.
    public NotificationLevel level(UnreadLog log) {
        return level(wishes, conversationWishes.get(log.id()), log.membership().conversation());
    }

    /// The same, where it is read.
    ///
    /// @param wish null where the user said nothing
    public static NotificationLevel level(Wishes usual, @Nullable ConversationWish wish, Conversation conversation) {
        NotificationLevel own = wish == null ? null : wish.level();
        return own == null ? usual.level(conversation.kind()) : own;
    }

    boolean isMuted(UnreadLog log, long nowMillis) {
        @Nullable ConversationWish wish = conversationWishes.get(log.id());
        return wish != null && nowMillis < wish.mutedUntilMillis();
    }
}
