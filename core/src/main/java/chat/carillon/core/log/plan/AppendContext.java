package chat.carillon.core.log.plan;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a store has loaded of the [AppendNeeds] of a batch; what is missing does not exist. Not
/// changed by the planner.
///
/// @param existingUsers those of the joining users who have an account that is not disabled
/// @param conversationCounts in how many conversations the joining users are active members;
///     missing means none
public record AppendContext(
        Map<ConversationId, LogState> logs,
        Map<ClientKey, KnownEntry> known,
        Set<UserId> existingUsers,
        Map<UserId, Integer> conversationCounts) {

    /// @param members also those who have left
    /// @param owners active members with the role of an owner; 0 where it was not asked for
    /// @param reactions the emoji that a user has on a message
    public record LogState(
            Conversation conversation,
            Map<UserId, Member> members,
            int owners,
            Map<Long, Message> messages,
            Map<ReactionKey, Set<String>> reactions) {}

    /// An entry that a sender's key was used for.
    public record KnownEntry(ConversationId conversation, long seq, long atMillis) {}

    /// What the rules must know of a message.
    ///
    /// @param text as it stands now
    /// @param thread the root of the thread that it belongs to
    public record Message(
            UserId sender, String text, @Nullable Long thread, boolean hasAttachments, boolean deleted) {}
}
