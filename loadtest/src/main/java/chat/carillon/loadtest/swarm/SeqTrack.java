package chat.carillon.loadtest.swarm;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What one member has of its conversation's log: tells the next entry from a repeated, a skipped and a late one.
///
/// Costs two fields while nothing goes wrong. Confined to the event loop.
public final class SeqTrack {
    /// How an entry fits to what the member has.
    public enum Verdict {
        /// The next one, or one beyond it: then those between are missing for now.
        NEW,
        /// One that was skipped before.
        LATE,
        /// One that the member has already.
        DUPLICATE
    }

    private long next;
    private @Nullable BitSet missing;
    private long missingBase;

    /// Starts after `headSeq`: everything up to there is not of interest.
    public void start(long headSeq) {
        next = headSeq + 1;
        missing = null;
    }

    public Verdict take(long seq) {
        if (seq == next) {
            next++;
            return Verdict.NEW;
        }
        if (seq > next) {
            skip(seq);
            return Verdict.NEW;
        }
        int bit = (int) (seq - missingBase);
        if (missing != null && bit >= 0 && missing.get(bit)) {
            missing.clear(bit);
            return Verdict.LATE;
        }
        return Verdict.DUPLICATE;
    }

    private void skip(long seq) {
        if (missing == null || missing.isEmpty()) {
            missing = new BitSet();
            missingBase = next;
        }
        missing.set((int) (next - missingBase), (int) (seq - missingBase));
        next = seq + 1;
    }

    /// The highest seq that the member has seen.
    public long headSeq() {
        return next - 1;
    }

    /// The seq up to which nothing is missing.
    public long completeSeq() {
        if (missing == null || missing.isEmpty()) {
            return next - 1;
        }
        return missingBase + missing.nextSetBit(0) - 1;
    }

    /// How many entries up to `headSeq` the member has not got.
    public long lost(long headSeq) {
        return Math.max(0, headSeq + 1 - next) + (missing == null ? 0 : missing.cardinality());
    }
}
