package chat.carillon.core.audit;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Mentions;
import java.util.List;
import java.util.Optional;

/// Counts what one user has not read of one conversation. Thread-safe; blocks.
///
/// A membership shows head and markers at one moment, and what lies between two seqs of a log is never inserted or
/// removed later: so whoever writes meanwhile changes nothing of the count. Only a deletion takes mentions away, and a
/// replica may lag; who finds a difference looks again.
public final class UnreadAudit {
    /// Of a longer part of a log only the ends are looked at: what each says how many messages there are up to it.
    static final int MAX_ENTRIES = 1_000;

    private static final int MAX_BYTES = 64 << 20;

    private final Store store;

    public UnreadAudit(Store store) {
        this.store = store;
    }

    /// The difference, if there is one; empty also if the user is no member.
    public Optional<UnreadDrift> look(UserId user, ConversationId conversation) {
        return store.conversations().membershipsOf(List.of(user)).getOrDefault(user, List.of()).stream()
                .filter(membership -> membership.conversation().id().equals(conversation))
                .findFirst()
                .flatMap(this::look);
    }

    /// The difference, if there is one.
    public Optional<UnreadDrift> look(Membership membership) {
        Conversation.Head head = membership.conversation().head();
        Member member = membership.member();
        long length = head.headSeq() - member.readSeq();
        UnreadDrift found = length <= MAX_ENTRIES ? counted(membership) : ends(membership);
        return Optional.of(found).filter(drift -> !drift.isNone());
    }

    private UnreadDrift counted(Membership membership) {
        ConversationId id = membership.conversation().id();
        Member member = membership.member();
        long readSeq = member.readSeq();
        long headSeq = membership.conversation().head().headSeq();
        long messages = readSeq >= headSeq
                ? 0
                : store.history()
                        .messagesAfter(id, readSeq, headSeq, MAX_ENTRIES)
                        .size();
        long least = 0;
        long most = 0;
        long afterSeq = readSeq;
        while (afterSeq < headSeq) {
            List<Entry> page = store.log().read(id, afterSeq, headSeq, MAX_ENTRIES, MAX_BYTES);
            if (page.isEmpty()) {
                break;
            }
            for (Entry entry : page) {
                if (entry.body() instanceof EntryBody.Posted posted) {
                    boolean named = Mentions.in(posted.text()).contains(member.user())
                            && !entry.sender().equals(member.user());
                    least += named && entry.seq() > member.joinedSeq() ? 1 : 0;
                    most += named || Mentions.broadcast(posted.text()).isPresent() ? 1 : 0;
                }
            }
            afterSeq = page.getLast().seq();
        }
        return drift(membership, messages, membership.mentions(), least, most);
    }

    private UnreadDrift ends(Membership membership) {
        ConversationId id = membership.conversation().id();
        long messages = ordinalAt(id, membership.conversation().head().headSeq())
                - ordinalAt(id, membership.member().readSeq());
        return drift(membership, messages, 0, 0, 0);
    }

    private long ordinalAt(ConversationId conversation, long seq) {
        return seq < 1
                ? 0
                : store.log().read(conversation, seq - 1, seq, 1, MAX_BYTES).stream()
                        .mapToLong(Entry::ordinal)
                        .sum();
    }

    private static UnreadDrift drift(Membership membership, long messages, long mentions, long least, long most) {
        long shown = membership.conversation().head().headOrdinal()
                - membership.member().readOrdinal();
        return new UnreadDrift(
                membership.member().user(), membership.conversation().id(), shown, messages, mentions, least, most);
    }
}
