package chat.carillon.backend.postgres.db;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Makes sure that a database is one that the store can use, and brings its schema up to date.
/// Nodes that start at once wait for each other.
public final class Migrations {
    /// The highest migration, which writes its number into `meta`. A database that has it needs no
    /// look at its history: Flyway costs a second of a start.
    public static final int VERSION = 8;

    /// Transaction ids that are never used again, and pipelined statements, both in use here.
    private static final int MIN_SERVER_VERSION = 140_000;

    private static final String LOCATION = "classpath:chat/carillon/backend/postgres/migration";
    private static final String SERVER =
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')";
    private static final String SCHEMA = "SELECT value::int FROM meta WHERE name = 'schema'";

    private Migrations() {}

    /// @throws StoreUnavailableException if the database cannot be reached or used, in one sentence
    public static void run(PostgresOptions options) {
        int found;
        try (Connection connection = DriverManager.getConnection(options.url(), options.properties())) {
            var session = new Session(connection);
            checkServer(session);
            found = version(session);
        } catch (SQLException e) {
            throw new StoreUnavailableException("the database cannot be used: " + e.getMessage(), e);
        }
        if (found > VERSION) {
            throw new StoreUnavailableException(
                    "the database was written by a newer version of Carillon (schema %d, this one knows %d):"
                                    .formatted(found, VERSION)
                            + " use that version",
                    null);
        }
        if (found < VERSION) {
            migrate(options);
        }
    }

    private static void checkServer(Session session) throws SQLException {
        String complaint = session.query(SERVER)
                .first(row -> row.getInt(1) < MIN_SERVER_VERSION
                        ? "PostgreSQL is too old (expected: 14 or newer)"
                        : row.getString(2).equals("UTF8")
                                ? ""
                                : "the encoding is %s (expected: UTF8)".formatted(row.getString(2)))
                .orElse("");
        if (!complaint.isEmpty()) {
            throw new StoreUnavailableException("the database cannot be used: " + complaint, null);
        }
    }

    private static int version(Session session) throws SQLException {
        boolean known = session.query("SELECT to_regclass('meta') IS NOT NULL")
                .first(row -> row.getBoolean(1))
                .orElse(false);
        return known ? session.query(SCHEMA).first(row -> row.getInt(1)).orElse(0) : 0;
    }

    private static void migrate(PostgresOptions options) {
        try {
            Flyway.configure()
                    .dataSource(options.url(), options.user(), options.password())
                    .locations(LOCATION)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailableException("the database cannot be migrated: " + e.getMessage(), e);
        }
    }
}
