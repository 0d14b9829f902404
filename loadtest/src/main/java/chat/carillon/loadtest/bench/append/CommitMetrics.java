package chat.carillon.loadtest.bench.append;

import chat.carillon.loadtest.api.Metrics;

/// How many commits the server made of how many entries, from its `/metrics`.
///
/// @param commits so far; 0 if the server does not tell
/// @param entries so far
record CommitMetrics(double commits, double entries) {
    private static final String COMMITS = "carillon_commits_total";
    private static final String WRITES = "carillon_committed_writes_total";

    static CommitMetrics parse(String prometheus) {
        return new CommitMetrics(Metrics.sum(prometheus, COMMITS), Metrics.sum(prometheus, WRITES));
    }

    /// Entries of one commit between `before` and this; 0 if it is not known.
    double meanSince(CommitMetrics before) {
        double made = commits - before.commits;
        return made > 0 ? (entries - before.entries) / made : 0;
    }
}
