package chat.carillon.core.trace;

import chat.carillon.core.log.Member;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.util.List;

/// How it stands with one member and one entry.
public enum Standing implements WireName {
    /// It is the member's own.
    SENT,
    /// The member has seen it.
    READ,
    /// A device of the member has it.
    RECEIVED,
    /// The member came later, and may read it in the history at most.
    JOINED_LATER,
    /// It was written to a session that lives, whose device has not said that it has it.
    WRITTEN,
    /// A session waits for it: its socket takes no bytes.
    LAGGING,
    /// A session came after it and gets it by sync, but has not said that it has it.
    SYNCING,
    /// No session of the member is known.
    ABSENT;

    /// @param sessions of this member, on all nodes that answered
    public static Standing of(UserId sender, long seq, Member member, List<OneSession> sessions) {
        if (member.user().equals(sender)) {
            return SENT;
        }
        if (member.readSeq() >= seq) {
            return READ;
        }
        if (member.deliveredSeq() >= seq || sessions.stream().anyMatch(OneSession::acked)) {
            return RECEIVED;
        }
        if (member.joinedSeq() > seq) {
            return JOINED_LATER;
        }
        List<OneSession> live = sessions.stream().filter(OneSession::live).toList();
        if (live.isEmpty()) {
            return ABSENT;
        }
        List<OneSession> before =
                live.stream().filter(one -> one.attachedSeq() < seq).toList();
        if (before.isEmpty()) {
            return SYNCING;
        }
        boolean written = before.stream().anyMatch(one -> one.writtenSeq() >= seq && one.blockedMillis() == 0);
        return written ? WRITTEN : LAGGING;
    }

    /// Whether the member should have it and, as far as is known, has not.
    public boolean missing() {
        return switch (this) {
            case SENT, READ, RECEIVED, JOINED_LATER -> false;
            case WRITTEN, LAGGING, SYNCING, ABSENT -> true;
        };
    }
}
