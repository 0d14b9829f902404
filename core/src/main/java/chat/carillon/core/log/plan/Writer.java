package chat.carillon.core.log.plan;

import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import org.jspecify.annotations.Nullable;

/// Who wants to append an entry, and what it is in this conversation.
///
/// @param member the active membership, null for a stranger
/// @param administrator whether it acts by the right of a server administrator
record Writer(UserId user, @Nullable Member member, boolean administrator) {

    static Writer of(NewEntry entry, LogDraft log) {
        return new Writer(
                entry.sender(), log.activeMember(entry.sender()), entry.authority() == Authority.ADMINISTRATOR);
    }

    boolean isStranger() {
        return member == null && !administrator;
    }

    /// Whether it may do what needs this role.
    boolean may(Role least) {
        return administrator || member != null && member.role().atLeast(least);
    }

    boolean canRead(long seq, Conversation conversation) {
        if (member == null) {
            return administrator;
        }
        return administrator
                || seq > member.visibleAfterSeq(conversation.settings().history()) && seq <= member.visibleUntilSeq();
    }
}
