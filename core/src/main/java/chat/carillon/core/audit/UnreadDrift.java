package chat.carillon.core.audit;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;

/// What a user is shown of a conversation is not what its log holds.
///
/// @param shownUnread as arithmetic has it
/// @param countedUnread messages in the log after the read marker
/// @param shownMentions as the rows have it
/// @param leastMentions messages among those that name the user
/// @param mostMentions the same with those that may mean everybody: who may, depends on what was then
public record UnreadDrift(
        UserId user,
        ConversationId conversation,
        long shownUnread,
        long countedUnread,
        long shownMentions,
        long leastMentions,
        long mostMentions) {

    boolean isNone() {
        return shownUnread == countedUnread && shownMentions >= leastMentions && shownMentions <= mostMentions;
    }
}
