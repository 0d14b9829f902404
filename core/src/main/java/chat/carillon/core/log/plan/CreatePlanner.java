package chat.carillon.core.log.plan;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewConversation;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides whether a conversation may be made, and works out what to write. Stateless, thread-safe.
public final class CreatePlanner {
    private final Limits limits;

    public CreatePlanner(Limits limits) {
        this.limits = limits;
    }

    /// What a store has loaded.
    ///
    /// @param existing the conversation with the same id or the same direct key, if there is one
    /// @param existingUsers those of [CreatePlanner#users] who have an account that is not disabled
    /// @param conversationCounts in how many conversations they are active members; missing means
    ///     none
    public record Context(
            @Nullable Conversation existing, Set<UserId> existingUsers, Map<UserId, Integer> conversationCounts) {}

    /// What to write: nothing, unless the result is [CreateResult.Created].
    public record Plan(CreateResult result, List<Member> members) {}

    /// The creator, then the other members.
    public static List<UserId> users(NewConversation wanted) {
        return Stream.concat(Stream.of(wanted.creator()), wanted.members().stream())
                .toList();
    }

    public Plan plan(NewConversation wanted, Context context, long nowMillis) {
        if (context.existing() != null) {
            return new Plan(new CreateResult.Existing(context.existing()), List.of());
        }
        List<UserId> users = users(wanted);
        CreateResult refusal = refusal(users, context);
        if (refusal != null) {
            return new Plan(refusal, List.of());
        }
        List<Entry> entries = entries(wanted);
        var head = new Conversation.Head(wanted.id(), entries.size(), 0, 1, entries.size(), users.size(), nowMillis);
        var conversation =
                new Conversation(wanted.id(), wanted.kind(), wanted.name(), wanted.topic(), wanted.settings(), head);
        return new Plan(new CreateResult.Created(conversation, entries), members(wanted, entries));
    }

    private @Nullable CreateResult refusal(List<UserId> users, Context context) {
        if (users.size() > limits.maxMembers()) {
            return new CreateResult.Refused(
                    ErrorCode.CONVERSATION_FULL,
                    "%d members (expected: <= %d)".formatted(users.size(), limits.maxMembers()));
        }
        for (UserId user : users) {
            if (!context.existingUsers().contains(user)) {
                return new CreateResult.Refused(ErrorCode.NO_SUCH_USER, "there is no user " + user);
            }
            int count = context.conversationCounts().getOrDefault(user, 0);
            if (count >= limits.maxConversationsPerUser()) {
                return new CreateResult.Refused(
                        ErrorCode.FORBIDDEN,
                        "%s is a member of %d conversations (expected: <= %d)"
                                .formatted(user, count, limits.maxConversationsPerUser()));
            }
        }
        return null;
    }

    /// The creator joins at seq 1; the others follow, up to 1,000 in one entry.
    private static List<Entry> entries(NewConversation wanted) {
        var entries = new ArrayList<Entry>();
        entries.add(joined(wanted, 1, List.of(wanted.creator())));
        List<UserId> others = wanted.members();
        for (int from = 0; from < others.size(); from += Limits.MAX_USERS_PER_ENTRY) {
            int until = Math.min(from + Limits.MAX_USERS_PER_ENTRY, others.size());
            entries.add(joined(wanted, entries.size() + 1, others.subList(from, until)));
        }
        return entries;
    }

    private static Entry joined(NewConversation wanted, long seq, List<UserId> users) {
        return new Entry(
                wanted.id(), seq, 0, wanted.atMillis(), wanted.creator(), null, new EntryBody.MembersJoined(users));
    }

    private static List<Member> members(NewConversation wanted, List<Entry> entries) {
        Role first = wanted.kind() == ConversationKind.DIRECT ? Role.MEMBER : Role.OWNER;
        var members = new ArrayList<Member>();
        for (Entry entry : entries) {
            if (entry.body() instanceof EntryBody.MembersJoined(List<UserId> users)) {
                Role role = entry.seq() == 1 ? first : Role.MEMBER;
                users.forEach(user -> members.add(Members.joined(user, role, entry)));
            }
        }
        return members;
    }
}
