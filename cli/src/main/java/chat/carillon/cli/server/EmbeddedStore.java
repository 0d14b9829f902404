package chat.carillon.cli.server;

import chat.carillon.backend.sqlite.SqliteStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.Limits;
import java.nio.file.Path;

/// Opens the store of a data directory.
public final class EmbeddedStore {
    private EmbeddedStore() {}

    /// @throws chat.carillon.core.store.StoreUnavailableException if it is in use, or cannot be used
    public static Store open(Path directory, Limits limits, Time time) {
        return SqliteStore.open(directory, time, limits);
    }
}
