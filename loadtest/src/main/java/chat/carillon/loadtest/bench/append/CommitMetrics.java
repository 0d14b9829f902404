package chat.carillon.loadtest.bench.append;

import java.util.Locale;

/// How many commits the server made of how many entries, from its `/metrics`.
///
/// @param commits so far; 0 if the server does not tell
/// @param entries so far
record CommitMetrics(double commits, double entries) {
    static final String BATCH_COUNT = "carillon_append_batch_entries_count";
    static final String BATCH_SUM = "carillon_append_batch_entries_sum";

    static CommitMetrics parse(String prometheus) {
        return new CommitMetrics(sum(prometheus, BATCH_COUNT), sum(prometheus, BATCH_SUM));
    }

    /// Entries of one commit between `before` and this; 0 if it is not known.
    double meanSince(CommitMetrics before) {
        double made = commits - before.commits;
        return made > 0 ? (entries - before.entries) / made : 0;
    }

    private static double sum(String prometheus, String name) {
        return prometheus
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(line.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT)))
                .sum();
    }
}
