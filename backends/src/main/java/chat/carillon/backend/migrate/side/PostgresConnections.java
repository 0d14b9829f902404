package chat.carillon.backend.migrate.side;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections for work that takes long, and for which nobody waits.
public final class PostgresConnections {
    private static final Logger log = LoggerFactory.getLogger(PostgresConnections.class);

    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    /// Counting a large table, or sorting what was written in another order.
    private static final Duration MAX_STATEMENT = Duration.ofHours(1);

    private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(3);
    private static final String LOCK_TIMEOUT = "55P03";

    /// `Carillon` in ASCII.
    private static final long LOCK = 0x436172696c6c6f6eL;

    private static final List<String> SETTINGS = List.of(
            "SET statement_timeout = " + MAX_STATEMENT.toMillis(),
            "SET lock_timeout = " + MAX_LOCK_WAIT.toMillis(),
            "SET idle_in_transaction_session_timeout = 0",
            // Rows come in the order of an index. Statistics of a table that was just filled would say otherwise.
            "SET enable_seqscan = off",
            "SET enable_bitmapscan = off",
            "SET jit = off",
            // Commits may be undone by a loss of power, from the last to the first; so says Side.
            "SET synchronous_commit = off");

    private PostgresConnections() {}

    /// The same database, with more time.
    static PostgresOptions patient(PostgresOptions options) {
        return options.withTimeouts(MAX_CONNECT, MAX_STATEMENT);
    }

    /// Whether the database has tables of a store.
    ///
    /// @throws StoreUnavailableException if it cannot be reached
    public static boolean isStore(PostgresOptions options) {
        try (Connection connection = DriverManager.getConnection(options.url(), options.properties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('meta') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw unusable(options, e);
        }
    }

    /// The URL without its parameters, which may hold a password.
    public static String name(PostgresOptions options) {
        return options.url().replaceAll("\\?.*", "");
    }

    /// A connection that keeps other migrations away while it lasts.
    static Connection writing(PostgresOptions options) {
        try {
            Connection connection = connect(options);
            try {
                // That of a process that was killed ends moments later.
                run(connection, "SELECT pg_advisory_lock(" + LOCK + ")");
                connection.commit();
                return connection;
            } catch (SQLException e) {
                close(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw LOCK_TIMEOUT.equals(e.getSQLState())
                    ? new StoreUnavailableException(name(options) + " is in use by another migration", e)
                    : unusable(options, e);
        }
    }

    /// A connection that only reads; all reads of one transaction see the same moment.
    static Connection reading(PostgresOptions options) {
        try {
            Connection connection = connect(options);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return connection;
        } catch (SQLException e) {
            throw unusable(options, e);
        }
    }

    private static StoreUnavailableException unusable(PostgresOptions options, SQLException cause) {
        return new StoreUnavailableException(
                "%s cannot be used: %s".formatted(name(options), cause.getMessage()), cause);
    }

    private static Connection connect(PostgresOptions options) throws SQLException {
        Connection connection = DriverManager.getConnection(options.url(), options.properties());
        run(connection, String.join(";", SETTINGS));
        connection.setAutoCommit(false);
        return connection;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("a connection was gone already: {}", e.getMessage());
        }
    }
}
