package chat.carillon.core.conversation;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.protocol.ConversationSummary;

/// How a member sees a conversation in a list.
public final class Summaries {
    private Summaries() {}

    /// As the store has it.
    public static ConversationSummary of(Membership membership) {
        Conversation.Head head = membership.conversation().head();
        return at(membership, head.headSeq(), head.headOrdinal());
    }

    /// As of `headSeq`, up to which the log holds `headOrdinal` messages. Unread is a difference of two ordinals:
    /// posting moves the sender's own marker, so all messages after the marker are by others.
    public static ConversationSummary at(Membership membership, long headSeq, long headOrdinal) {
        Conversation conversation = membership.conversation();
        Member member = membership.member();
        return new ConversationSummary(
                conversation.id(),
                conversation.kind(),
                conversation.name(),
                conversation.topic(),
                membership.directUsers(),
                member.role(),
                conversation.settings().post(),
                conversation.settings().archived(),
                headSeq,
                conversation.head().firstSeq(),
                member.readSeq(),
                Math.max(0, headOrdinal - member.readOrdinal()),
                membership.mentions());
    }
}
