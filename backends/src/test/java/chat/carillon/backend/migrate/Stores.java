package chat.carillon.backend.migrate;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.backend.postgres.TestDatabase;
import chat.carillon.backend.sqlite.SqliteStore;
import chat.carillon.backend.sqlite.db.Database;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.protocol.Limits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Real stores in places that a test has for itself.
record Stores(Path folder) {
    /// Many batches out of little.
    static final Copying.Batch SMALL = new Copying.Batch(50, 16_384);

    Place directory(String name) {
        return new Place.Directory(folder.resolve(name));
    }

    /// A database that has the tables, and nothing in them.
    static Place database() {
        return new Place.Database(PostgresOptions.of(TestDatabase.create()));
    }

    static Store open(Place place) {
        return switch (place) {
            case Place.Directory(Path path) -> SqliteStore.open(path, new SystemTime(), Limits.DEFAULT);
            case Place.Database(PostgresOptions options) -> PostgresStore.open(options, Limits.DEFAULT);
        };
    }

    /// A store in which much has happened, and its epoch.
    static String live(Place place) {
        try (Store store = open(place)) {
            new Life(store).live();
            return store.epoch();
        }
    }

    static void execute(Place place, String sql) {
        try (Connection connection = DriverManager.getConnection(url(place));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalArgumentException(sql, e);
        }
    }

    static String url(Place place) {
        return switch (place) {
            case Place.Directory(Path path) -> "jdbc:sqlite:" + path.resolve(Database.NAME);
            case Place.Database(PostgresOptions options) -> options.url();
        };
    }
}
