package chat.carillon.core.fanout;

import chat.carillon.model.UserId;
import java.util.ArrayDeque;
import java.util.Set;

/// Who ceased to be a member lately, as far as a feed saw it: whoever is looked up in the store while entries go on
/// coming can be asked for here. Bounded: what is too long ago is not known. Confined to whoever holds the lock of
/// its [LocalFeed].
final class RecentLeaves {
    private static final int MAX_ENTRIES = 64;

    private final ArrayDeque<Leave> leaves = new ArrayDeque<>(0);
    private long unknownUntilSeq;

    private record Leave(long seq, Set<UserId> users) {}

    /// @param unknownUntilSeq the last entry that changed who is a member, before the feed began to look
    RecentLeaves(long unknownUntilSeq) {
        this.unknownUntilSeq = unknownUntilSeq;
    }

    void add(long seq, Set<UserId> users) {
        leaves.add(new Leave(seq, users));
        if (leaves.size() > MAX_ENTRIES) {
            unknownUntilSeq = leaves.remove().seq();
        }
    }

    /// Whether `user` left by an entry after `afterSeq`, or that cannot be said.
    boolean mayHaveLeft(UserId user, long afterSeq) {
        return afterSeq < unknownUntilSeq
                || leaves.stream()
                        .anyMatch(
                                leave -> leave.seq() > afterSeq && leave.users().contains(user));
    }
}
