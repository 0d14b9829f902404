package chat.carillon.loadtest.bench.append;

import java.util.Locale;

/// How many commits the server made of how many entries, from its `/metrics`.
///
/// @param commits so far; 0 if the server does not tell
/// @param entries so far
record CommitMetrics(double commits, double entries) {
    private static final String COMMITS = "carillon_commits_total";
    private static final String WRITES = "carillon_committed_writes_total";

    static CommitMetrics parse(String prometheus) {
        return new CommitMetrics(sum(prometheus, COMMITS), sum(prometheus, WRITES));
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
