package chat.carillon.core.push.digest;

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
    /// @param newestMillis when the last unread message came, by the store's time; 0: before the user was there
    ///     last, or was mailed last
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
        boolean toldAlready = mailbox.turn().state() != Mailbox.State.DUE;
        return Math.max(mailbox.attendedAtMillis(), toldAlready ? mailbox.turn().decidedAtMillis() : 0);
    }

    /// What the user wants to be told of a conversation.
    public NotificationLevel level(UnreadLog log) {
        ConversationWish wish = conversationWishes.get(log.id());
        NotificationLevel own = wish == null ? null : wish.level();
        return own == null ? wishes.level(log.membership().conversation().kind()) : own;
    }

    boolean isMuted(UnreadLog log, long nowMillis) {
        @Nullable ConversationWish wish = conversationWishes.get(log.id());
        return wish != null && nowMillis < wish.mutedUntilMillis();
    }
}
