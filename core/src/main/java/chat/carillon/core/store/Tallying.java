package chat.carillon.core.store;

import chat.carillon.core.store.MemberStore.Mark;
import chat.carillon.core.store.MemberStore.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Makes a [Tally] of one pass over the members: how many have passed how many of the seqs. Confined to one call.
public final class Tallying {
    private final List<Long> seqs;
    private final int[] delivered;
    private final int[] read;

    public Tallying(Collection<Long> seqs) {
        if (seqs.size() > MemberStore.MAX_TALLIED_SEQS) {
            throw new IllegalArgumentException(
                    "%d seqs (expected: <= %d)".formatted(seqs.size(), MemberStore.MAX_TALLIED_SEQS));
        }
        this.seqs = seqs.stream().distinct().sorted().toList();
        delivered = new int[this.seqs.size() + 1];
        read = new int[this.seqs.size() + 1];
    }

    /// The lowest first.
    public List<Long> seqs() {
        return seqs;
    }

    /// @param deliveredPassed how many of the seqs these members have received
    /// @param readPassed how many they have read
    /// @param members how many they are
    public void add(int deliveredPassed, int readPassed, int members) {
        delivered[deliveredPassed] += members;
        read[readPassed] += members;
    }

    public Tally tally() {
        var marks = new ArrayList<Mark>();
        int deliveredMembers = 0;
        int readMembers = 0;
        for (int i = seqs.size(); i > 0; i--) {
            deliveredMembers += delivered[i];
            readMembers += read[i];
            marks.add(new Mark(seqs.get(i - 1), deliveredMembers, readMembers));
        }
        return new Tally(deliveredMembers + delivered[0], marks);
    }
}
