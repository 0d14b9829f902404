package chat.carillon.backend.sqlite.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema of the database file up to what this version of Carillon needs.
public final class Migrations {
    /// The highest migration, which sets `user_version` to its number. A file that has it needs no
    /// look at its history: Flyway costs a second of a start.
    public static final int VERSION = 9;

    private static final String LOCATION = "classpath:chat/carillon/backend/sqlite/migration";

    private Migrations() {}

    /// @param session the writer's connection to `file`
    public static void run(Path file, Session session) throws SQLException {
        long found = session.query("PRAGMA user_version").number();
        if (found > VERSION) {
            throw new StoreUnavailableException(
                    "%s was written by a newer version of Carillon (schema %d, this one knows %d): use that version"
                            .formatted(file, found, VERSION),
                    null);
        }
        if (found < VERSION) {
            try {
                Flyway.configure()
                        .dataSource(Session.url(file), null, null)
                        .locations(LOCATION)
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new StoreUnavailableException("cannot migrate %s: %s".formatted(file, e.getMessage()), e);
            }
        }
    }
}
