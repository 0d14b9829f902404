package chat.carillon.core.store;

import chat.carillon.core.log.Member;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of conversations as a crowd: searched, counted, compared. Only reads.
public interface MemberStore {
    /// Most seqs that one [#tally] is asked for.
    int MAX_TALLIED_SEQS = 16;

    /// Active members that are sought, in the order of their names, after `afterUser` (null: from the start).
    List<Member> find(ConversationId conversation, Sought sought, @Nullable UserId afterUser, int limit);

    /// How many active members have received and read up to each of these seqs or further, of one moment.
    ///
    /// @param seqs in any order, at most [#MAX_TALLIED_SEQS]
    Tally tally(ConversationId conversation, Collection<Long> seqs);

    /// Which of `others` are active members of a conversation of which `user` is one, too.
    List<UserId> sharing(UserId user, Collection<UserId> others);

    /// Whom somebody looks for.
    ///
    /// @param text the user name, or a word of the display name, begins so; case does not matter; null: any
    /// @param role null: any
    record Sought(@Nullable String text, @Nullable Role role) {
        public static final Sought ANYBODY = new Sought(null, null);
    }

    /// @param members active members
    /// @param marks the highest seq first
    record Tally(int members, List<Mark> marks) {
        public Tally {
            marks = List.copyOf(marks);
        }
    }

    /// @param delivered members some device of which has everything up to seq; whoever read it counts as well
    /// @param read members that have seen everything up to seq
    record Mark(long seq, int delivered, int read) {}
}
