package chat.carillon.loadtest.report;

import java.util.List;

/// Whether a figure reaches its limit.
///
/// @param claim the figure, in words
/// @param limit what it is measured against, in words
public record Verdict(String claim, String limit, boolean reached) {

    /// `claim (expected: limit): reached`, or `NOT REACHED`.
    @Override
    public String toString() {
        return "%s (expected: %s): %s".formatted(claim, limit, reached ? "reached" : "NOT REACHED");
    }

    /// Whether all are reached.
    public static boolean all(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(Verdict::reached);
    }
}
