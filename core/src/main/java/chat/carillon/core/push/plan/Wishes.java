package chat.carillon.core.push.plan;

import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import org.jspecify.annotations.Nullable;

/// What a user wants to be told of, where it said nothing else of a conversation.
///
/// @param direct in direct conversations
/// @param group in groups
/// @param channel in channels
/// @param quietHours null: none
/// @param snoozedUntilMillis not to be disturbed before, since 1970 UTC; 0: now is fine
/// @param showContent whether a notification may tell sender, names and text
public record Wishes(
        UserId user,
        NotificationLevel direct,
        NotificationLevel group,
        NotificationLevel channel,
        @Nullable QuietHours quietHours,
        long snoozedUntilMillis,
        boolean showContent) {

    /// Of a user who said nothing.
    public static Wishes of(UserId user) {
        return new Wishes(
                user, NotificationLevel.ALL, NotificationLevel.ALL, NotificationLevel.MENTIONS, null, 0, true);
    }

    public NotificationLevel level(ConversationKind kind) {
        return switch (kind) {
            case DIRECT -> direct;
            case GROUP -> group;
            case CHANNEL -> channel;
        };
    }

    /// Whether the user does not want to be disturbed then.
    public boolean areQuietAt(long nowMillis) {
        return nowMillis < snoozedUntilMillis || quietHours != null && quietHours.cover(nowMillis);
    }
}
