package chat.carillon.server.cluster;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.backend.sqlite.SqliteStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.server.config.ServerConfig;

/// Opens the store that the configuration names.
public final class Stores {
    private Stores() {}

    /// @throws chat.carillon.core.store.StoreUnavailableException if it cannot be opened; the message says why
    public static Store open(ServerConfig config, Time time) {
        ServerConfig.Postgres postgres = config.cluster().postgres();
        if (postgres == null) {
            return SqliteStore.open(config.dataDirectory(), time, config.limits());
        }
        PostgresOptions options = PostgresOptions.of(postgres.url())
                .withLogin(postgres.user(), postgres.password())
                .withReplica(postgres.replicaUrl())
                .withConnections(postgres.appendConnections(), postgres.readConnections());
        return PostgresStore.open(options, config.limits());
    }
}
