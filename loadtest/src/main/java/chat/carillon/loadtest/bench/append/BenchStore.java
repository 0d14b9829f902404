package chat.carillon.loadtest.bench.append;

/// Where the server of `bench append` keeps its messages.
public enum BenchStore {
    /// In files of its own. The yardstick is this store without anything around it.
    EMBEDDED("the store alone", "a bare commit"),
    /// In a PostgreSQL that the bench starts. The yardstick inserts the same rows there.
    POSTGRES("bare inserts", "a bare insert");

    private final String yardstick;
    private final String commit;

    BenchStore(String yardstick, String commit) {
        this.yardstick = yardstick;
        this.commit = commit;
    }

    /// What all senders are measured against.
    String yardstick() {
        return yardstick;
    }

    /// What a lone sender is measured against.
    String commit() {
        return commit;
    }
}
