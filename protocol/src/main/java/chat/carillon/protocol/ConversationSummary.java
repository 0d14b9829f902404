package chat.carillon.protocol;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as one of its members sees it in a list.
///
/// @param name null for a direct conversation, which is named by its users
/// @param users of a direct conversation: both; otherwise empty
/// @param post least role that may post
/// @param archived whether it can only be read
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
        Role post,
        boolean archived,
        long headSeq,
        long firstSeq,
        long readSeq,
        long unread,
        long mentions) {

    /// The same conversation with another name or topic.
    public ConversationSummary renamed(EntryBody.Renamed renamed) {
        return new ConversationSummary(
                id,
                kind,
                renamed.name() == null ? name : renamed.name(),
                renamed.topic() == null ? topic : renamed.topic(),
                users,
                role,
                post,
                archived,
                headSeq,
                firstSeq,
                readSeq,
                unread,
                mentions);
    }

    /// The same conversation under other settings.
    public ConversationSummary changed(EntryBody.SettingsChanged changed) {
        return new ConversationSummary(
                id,
                kind,
                name,
                topic,
                users,
                role,
                changed.post() == null ? post : changed.post(),
                changed.archived() == null ? archived : changed.archived(),
                headSeq,
                firstSeq,
                readSeq,
                unread,
                mentions);
    }

    /// The same conversation, where its reader has another role.
    public ConversationSummary withRole(Role other) {
        return new ConversationSummary(
                id, kind, name, topic, users, other, post, archived, headSeq, firstSeq, readSeq, unread, mentions);
    }

    /// The same conversation with other counts.
    public ConversationSummary counted(long newHeadSeq, long newReadSeq, long newUnread, long newMentions) {
        return new ConversationSummary(
                id,
                kind,
                name,
                topic,
                users,
                role,
                post,
                archived,
                newHeadSeq,
                firstSeq,
                newReadSeq,
                newUnread,
                newMentions);
    }
}
