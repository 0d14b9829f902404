package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.side.PostgresConnections;
import chat.carillon.backend.migrate.side.PostgresSide;
import chat.carillon.backend.migrate.side.Side;
import chat.carillon.backend.migrate.side.SqliteSide;
import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.SystemTime;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a store is, or shall be.
public sealed interface Place {
    /// A data directory: the embedded store.
    record Directory(Path path) implements Place {}

    /// A database: the cluster's store.
    record Database(PostgresOptions options) implements Place {}

    /// Without secrets.
    default String label() {
        return switch (this) {
            case Directory(Path path) -> path.toAbsolutePath().normalize().toString();
            case Database(PostgresOptions options) -> PostgresConnections.name(options);
        };
    }

    /// @throws StoreUnavailableException if there is no store, or it is in use
    default Side open() {
        boolean exists = switch (this) {
            case Directory(Path path) -> Files.isRegularFile(path.resolve(SqliteSide.FILE));
            case Database(PostgresOptions options) -> PostgresConnections.isStore(options);
        };
        if (!exists) {
            throw new StoreUnavailableException("there is no store in " + label(), null);
        }
        return openOrMake();
    }

    /// @throws StoreUnavailableException if the store is in use, or cannot be made
    default Side openOrMake() {
        Side side = switch (this) {
            case Directory(Path path) -> openDirectory(path);
            case Database(PostgresOptions options) -> PostgresSide.open(options);
        };
        try {
            side.checkUnused();
            return side;
        } catch (RuntimeException e) {
            side.close();
            throw e;
        }
    }

    private static Side openDirectory(Path path) {
        try (SystemTime time = new SystemTime()) {
            return SqliteSide.open(path, time);
        }
    }
}
