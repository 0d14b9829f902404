package chat.carillon.core.store.memory;

import chat.carillon.core.log.Member;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.Tallying;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// [MemberStore] in memory. Thread-safe: guarded by the state's monitor.
final class MemoryMembers implements MemberStore {
    private final MemoryState state;

    MemoryMembers(MemoryState state) {
        this.state = state;
    }

    @Override
    public List<Member> find(ConversationId conversation, Sought sought, @Nullable UserId afterUser, int limit) {
        synchronized (state) {
            return active(conversation)
                    .filter(member -> afterUser == null || member.user().compareTo(afterUser) > 0)
                    .filter(member -> sought.role() == null || member.role() == sought.role())
                    .filter(member -> sought.text() == null || isCalled(member.user(), folded(sought.text())))
                    .limit(limit)
                    .toList();
        }
    }

    private Stream<Member> active(ConversationId conversation) {
        StoredLog log = state.log(conversation);
        return log == null ? Stream.of() : log.members.values().stream().filter(Member::active);
    }

    private boolean isCalled(UserId user, String text) {
        Account account = state.accounts.get(user);
        return user.value().startsWith(text)
                || account != null && (" " + folded(account.displayName())).contains(" " + text);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public Tally tally(ConversationId conversation, Collection<Long> seqs) {
        var tallying = new Tallying(seqs);
        synchronized (state) {
            active(conversation)
                    .forEach(member -> tallying.add(
                            passed(tallying.seqs(), Math.max(member.deliveredSeq(), member.readSeq())),
                            passed(tallying.seqs(), member.readSeq()),
                            1));
        }
        return tallying.tally();
    }

    private static int passed(List<Long> seqs, long seq) {
        return (int) seqs.stream().filter(mark -> mark <= seq).count();
    }

    @Override
    public List<UserId> sharing(UserId user, Collection<UserId> others) {
        synchronized (state) {
            return others.stream()
                    .distinct()
                    .filter(other -> state.logs.values().stream()
                            .anyMatch(log -> MemoryState.isActive(log.members.get(user))
                                    && MemoryState.isActive(log.members.get(other))))
                    .toList();
        }
    }
}
