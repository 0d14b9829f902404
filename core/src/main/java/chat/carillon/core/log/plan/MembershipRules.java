package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.BatchDraft.refused;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who may join, make others join or leave, and change roles. Confined to one call of
/// [AppendPlanner#plan].
final class MembershipRules {
    private final BatchDraft batch;
    private final Limits limits;

    MembershipRules(BatchDraft batch, Limits limits) {
        this.batch = batch;
        this.limits = limits;
    }

    AppendResult join(NewEntry wanted, EntryBody.MembersJoined joined, LogDraft log, Writer writer) {
        AppendResult refusal = refusalToJoin(joined.users(), log, writer);
        if (refusal != null) {
            return refusal;
        }
        for (UserId user : joined.users()) {
            if (!batch.exists(user)) {
                return refused(ErrorCode.NO_SUCH_USER, "there is no user " + user);
            }
        }
        List<UserId> users = joined.users().stream()
                .distinct()
                .filter(user -> log.activeMember(user) == null)
                .toList();
        if (users.isEmpty()) {
            return refused(ErrorCode.NO_CHANGE, "all of them are members already");
        }
        if (log.conversation().memberCount() + users.size() > limits.maxMembers()) {
            return refused(
                    ErrorCode.CONVERSATION_FULL,
                    "%d members and %d more (expected: <= %d)"
                            .formatted(log.conversation().memberCount(), users.size(), limits.maxMembers()));
        }
        for (UserId user : users) {
            if (batch.conversationsOf(user) >= limits.maxConversationsPerUser()) {
                return refused(
                        ErrorCode.FORBIDDEN,
                        "%s is a member of %d conversations (expected: <= %d)"
                                .formatted(user, batch.conversationsOf(user), limits.maxConversationsPerUser()));
            }
        }
        Entry entry = batch.append(wanted, new EntryBody.MembersJoined(users), log);
        for (UserId user : users) {
            log.putMember(Members.joined(user, Role.MEMBER, entry));
            batch.countConversation(user, 1);
        }
        return log.appended(entry);
    }

    private static @Nullable AppendResult refusalToJoin(List<UserId> users, LogDraft log, Writer writer) {
        Conversation conversation = log.conversation();
        Conversation.Settings settings = conversation.settings();
        boolean alone = users.equals(List.of(writer.user()));
        if (alone && conversation.kind() == ConversationKind.CHANNEL && settings.join() == JoinPolicy.OPEN) {
            return null;
        }
        if (writer.isStranger()) {
            return BatchDraft.unknown(log.id());
        }
        AppendResult refusal = refusalOfList(users, log);
        if (refusal != null) {
            return refusal;
        }
        return writer.may(settings.invite())
                ? null
                : refused(
                        ErrorCode.FORBIDDEN,
                        "inviting here needs the role " + settings.invite().wireName());
    }

    AppendResult leave(NewEntry wanted, EntryBody.MembersLeft left, LogDraft log, Writer writer) {
        AppendResult refusal = refusalOfList(left.users(), log);
        if (refusal != null) {
            return refusal;
        }
        List<Member> members = left.users().stream()
                .distinct()
                .map(log::activeMember)
                .filter(Objects::nonNull)
                .toList();
        refusal = refusalToRemove(members, log, writer);
        if (refusal != null) {
            return refusal;
        }
        List<UserId> users = members.stream().map(Member::user).toList();
        Entry entry = batch.append(wanted, new EntryBody.MembersLeft(users), log);
        for (Member member : members) {
            log.putMember(Members.left(member, entry));
            batch.countConversation(member.user(), -1);
        }
        return log.appended(entry);
    }

    private static @Nullable AppendResult refusalToRemove(List<Member> members, LogDraft log, Writer writer) {
        for (Member member : members) {
            boolean self = member.user().equals(writer.user());
            if (!self && !writer.may(Role.MODERATOR)) {
                return refused(ErrorCode.FORBIDDEN, "removing others needs the role moderator");
            }
            if (!self && !writer.may(member.role())) {
                return refused(ErrorCode.FORBIDDEN, member.user() + " has a higher role");
            }
        }
        if (members.isEmpty()) {
            return refused(ErrorCode.NO_CHANGE, "none of them is a member");
        }
        long leavingOwners =
                members.stream().filter(member -> member.role() == Role.OWNER).count();
        boolean othersRemain = log.conversation().memberCount() > members.size();
        return leavingOwners > 0 && leavingOwners == log.owners() && othersRemain ? lastOwner() : null;
    }

    AppendResult changeRole(NewEntry wanted, EntryBody.RoleChanged changed, LogDraft log, Writer writer) {
        if (log.conversation().kind() == ConversationKind.DIRECT) {
            return direct();
        }
        if (!writer.may(Role.OWNER)) {
            return refused(ErrorCode.FORBIDDEN, "changing roles needs the role owner");
        }
        Member member = log.activeMember(changed.user());
        if (member == null) {
            return refused(ErrorCode.NO_SUCH_USER, changed.user() + " is not a member");
        }
        if (member.role() == changed.role()) {
            return refused(ErrorCode.NO_CHANGE, changed.user() + " has this role already");
        }
        if (member.role() == Role.OWNER && log.owners() == 1) {
            return lastOwner();
        }
        Entry entry = batch.append(wanted, changed, log);
        log.putMember(Members.withRole(member, changed.role()));
        return log.appended(entry);
    }

    private static @Nullable AppendResult refusalOfList(List<UserId> users, LogDraft log) {
        if (log.conversation().kind() == ConversationKind.DIRECT) {
            return direct();
        }
        return users.size() <= Limits.MAX_USERS_PER_ENTRY
                ? null
                : refused(
                        ErrorCode.INVALID_FIELD,
                        "users: %d (expected: <= %d)".formatted(users.size(), Limits.MAX_USERS_PER_ENTRY));
    }

    static AppendResult direct() {
        return refused(ErrorCode.FORBIDDEN, "a direct conversation keeps its two users and has no name");
    }

    private static AppendResult lastOwner() {
        return refused(ErrorCode.FORBIDDEN, "the last owner must make another member owner first");
    }
}
