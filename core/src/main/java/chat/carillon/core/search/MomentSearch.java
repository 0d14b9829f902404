package chat.carillon.core.search;

import chat.carillon.core.log.MessageState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the first message that is no older than a moment, by halving: a log of a million messages is looked at about
/// twenty times, and no index by time is kept.
///
/// The messages of a log follow each other in time as far as the clocks of the nodes agree. Where two clocks are
/// milliseconds apart, the answer may be as far beside the mark.
public final class MomentSearch {
    private MomentSearch() {}

    /// Gives the first message with `afterSeq < seq <= untilSeq`.
    @FunctionalInterface
    public interface Look {
        Optional<MessageState> firstWithin(long afterSeq, long untilSeq);
    }

    /// The first message with `afterSeq < seq <= untilSeq` at or after this time.
    ///
    /// @param atMillis since 1970 UTC
    public static Optional<MessageState> firstAt(long atMillis, long afterSeq, long untilSeq, Look look) {
        // Everything up to `low` is too old, everything above `high` is no older than the best that was found.
        long low = afterSeq;
        long high = untilSeq;
        @Nullable MessageState best = null;
        while (low < high) {
            long middle = low + (high - low) / 2;
            MessageState met = look.firstWithin(middle, high).orElse(null);
            if (met != null && met.atMillis() < atMillis) {
                low = met.seq();
            } else {
                best = met == null ? best : met;
                high = middle;
            }
        }
        return Optional.ofNullable(best);
    }
}
