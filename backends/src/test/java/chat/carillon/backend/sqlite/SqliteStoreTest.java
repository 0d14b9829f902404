package chat.carillon.backend.sqlite;

import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.contract.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @Override
    protected Store open(Time time) {
        return SqliteStore.open(directory, time, Limits.DEFAULT);
    }
}
