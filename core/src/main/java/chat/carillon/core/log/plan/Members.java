package chat.carillon.core.log.plan;

import chat.carillon.core.log.Member;
import chat.carillon.model.Entry;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;

/// How entries change member rows.
final class Members {
    private Members() {}

    /// One who joins starts with nothing unread.
    static Member joined(UserId user, Role role, Entry entry) {
        return new Member(entry.conversation(), user, role, entry.seq(), 0, entry.seq(), entry.ordinal(), entry.seq());
    }

    static Member left(Member member, Entry entry) {
        return new Member(
                member.conversation(),
                member.user(),
                Role.MEMBER,
                member.joinedSeq(),
                entry.seq(),
                member.readSeq(),
                member.readOrdinal(),
                member.deliveredSeq());
    }

    static Member withRole(Member member, Role role) {
        return new Member(
                member.conversation(),
                member.user(),
                role,
                member.joinedSeq(),
                member.leftSeq(),
                member.readSeq(),
                member.readOrdinal(),
                member.deliveredSeq());
    }

    /// Whoever posts has seen what stands above.
    static Member readUpTo(Member member, Entry entry) {
        return new Member(
                member.conversation(),
                member.user(),
                member.role(),
                member.joinedSeq(),
                member.leftSeq(),
                entry.seq(),
                entry.ordinal(),
                member.deliveredSeq());
    }
}
