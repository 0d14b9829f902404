package chat.carillon.core.log;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;

/// A user's place in a conversation. It stays when the user leaves, so that what was readable stays
/// so.
///
/// @param joinedSeq seq of the entry by which the user last became a member
/// @param leftSeq seq of the entry by which the user ceased to be one; 0 while it is one
/// @param readSeq the user has seen everything up to here
/// @param readOrdinal the log's ordinal at readSeq
/// @param deliveredSeq some device of the user has everything up to here
public record Member(
        ConversationId conversation,
        UserId user,
        Role role,
        long joinedSeq,
        long leftSeq,
        long readSeq,
        long readOrdinal,
        long deliveredSeq) {

    public boolean active() {
        return leftSeq == 0;
    }

    /// The lowest cursor from which this member may read: entries after it are visible, if not
    /// after [#visibleUntilSeq].
    public long visibleAfterSeq(Conversation.HistoryPolicy history) {
        return switch (history) {
            case ALL -> 0;
            case SINCE_JOIN -> joinedSeq - 1;
        };
    }

    /// The last seq this member may read.
    public long visibleUntilSeq() {
        return active() ? Long.MAX_VALUE : leftSeq;
    }
}
