package chat.carillon.backend.migrate;

/// Is told how far a migration has come, on its thread. What it throws ends the migration, which can go on later.
public interface MigrationListener {
    /// Another part begins.
    void phase(String what);

    /// So many rows of the present part are done, and are in the target for good. Also called when a part begins.
    void at(long done, long total);

    /// A conversation was found to be the same in both stores.
    default void equal(ConversationTally conversation) {}
}
