package chat.carillon.protocol;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as one of its members sees it in a list.
///
/// @param name null for a direct conversation, which is named by its users
/// @param users of a direct conversation: both; otherwise empty
/// @param headSeq the last entry that this session will not be given live: live delivery starts after it
/// @param unread messages in (readSeq, headSeq] by others
/// @param mentions how many of them name this user
public record ConversationSummary(
        ConversationId id,
        ConversationKind kind,
        @Nullable String name,
        @Nullable String topic,
        List<UserId> users,
        Role role,
        long headSeq,
        long firstSeq,
        long readSeq,
        long unread,
        long mentions) {}
