package chat.carillon.core.log;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation that wants to be made.
///
/// @param members without the creator, who becomes its owner (of a direct conversation: a member
///     like the other)
public record NewConversation(
        ConversationId id,
        ConversationKind kind,
        @Nullable String name,
        @Nullable String topic,
        Conversation.Settings settings,
        UserId creator,
        List<UserId> members,
        long atMillis) {

    public NewConversation {
        members = members.stream()
                .distinct()
                .filter(user -> !user.equals(creator))
                .toList();
        if (kind == ConversationKind.DIRECT && members.size() > 1) {
            throw new InvalidValueException(
                    "members: " + members.size() + " (expected: one, for a direct conversation)");
        }
        if (kind == ConversationKind.DIRECT && !settings.equals(Conversation.Settings.of(kind))) {
            throw new InvalidValueException("settings: given (expected: none, for a direct conversation)");
        }
        if (kind == ConversationKind.GROUP && settings.join() == JoinPolicy.OPEN) {
            throw new InvalidValueException("settings.join: open (expected: invited, for a group)");
        }
        if (kind == ConversationKind.CHANNEL && (name == null || name.isBlank())) {
            throw new InvalidValueException("name: missing (expected: a name, for a channel)");
        }
    }

    /// The key that a direct conversation of these two exists under once; null for other kinds.
    public @Nullable String directKey() {
        if (kind != ConversationKind.DIRECT) {
            return null;
        }
        UserId other = members.isEmpty() ? creator : members.getFirst();
        return creator.compareTo(other) <= 0 ? creator + " " + other : other + " " + creator;
    }
}
