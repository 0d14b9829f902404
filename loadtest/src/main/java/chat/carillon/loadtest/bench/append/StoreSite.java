package chat.carillon.loadtest.bench.append;

import chat.carillon.loadtest.bench.append.StoreYardstick.Place;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.util.Map;

/// What the server of a run stores its messages in, and where the yardstick finds a place of its own beside it.
sealed interface StoreSite extends AutoCloseable {
    /// Starts what the store needs.
    static StoreSite start(AppendOptions options, Scratch scratch, Progress progress) throws IOException {
        return switch (options.store()) {
            case EMBEDDED -> new Embedded(scratch);
            case POSTGRES -> {
                progress.phase("Starting PostgreSQL");
                var directory = scratch.data().resolveSibling("postgres");
                yield new Postgres(PostgresServer.start(directory, Durability.FULL), options.connections());
            }
        };
    }

    /// Variables of the server's environment.
    Map<String, String> settings();

    /// Of measurement `number`.
    ///
    /// @param lone for one commit after the other, and not for as many at a time as the server has
    Place place(int number, boolean lone);

    @Override
    void close();

    /// Files, others for each measurement.
    record Embedded(Scratch scratch) implements StoreSite {
        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Place place(int number, boolean lone) {
            return new Place.Files(scratch.data().resolveSibling("store-" + number));
        }

        @Override
        public void close() {}
    }

    /// A PostgreSQL that both use, in turn.
    record Postgres(PostgresServer server, int connections) implements StoreSite {
        private static final String DATABASE = "postgres";

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "CARILLON_STORE_POSTGRES_URL", server.url(DATABASE),
                    "CARILLON_STORE_POSTGRES_APPEND_CONNECTIONS", Integer.toString(connections));
        }

        @Override
        public Place place(int number, boolean lone) {
            return new Place.Database(server.url(DATABASE), lone ? 1 : connections);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
