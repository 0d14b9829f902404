package chat.carillon.core.push.plan;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import org.jspecify.annotations.Nullable;

/// What a user wants to be told of one conversation.
///
/// @param level null: as [Wishes] have it for its kind
/// @param mutedUntilMillis nothing before, since 1970 UTC; 0: not muted;
///     [chat.carillon.protocol.Limits#MAX_INTEGER]: until further notice
public record ConversationWish(
        UserId user, ConversationId conversation, @Nullable NotificationLevel level, long mutedUntilMillis) {

    /// Of a user who said nothing.
    public static ConversationWish of(UserId user, ConversationId conversation) {
        return new ConversationWish(user, conversation, null, 0);
    }

    /// Whether it says nothing, so that it need not be kept.
    public boolean isNone() {
        return level == null && mutedUntilMillis == 0;
    }
}
