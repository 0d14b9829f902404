package chat.carillon.backend.postgres;

import chat.carillon.core.time.Time;
import chat.carillon.protocol.Limits;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// Empty databases, each for one test, on one server for all tests of this JVM. Thread-safe.
public final class TestDatabase {
    private static final String TEMPLATE = "carillon_template";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestDatabase() {}

    /// Started by whoever comes first, ended with the JVM.
    private static final class Shared {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                Path directory = Files.createTempDirectory("carillon-postgres-test-");
                PostgresServer server = PostgresServer.start(directory, Durability.NONE);
                createTemplate(server);
                return server;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("there is no PostgreSQL to test with", e);
            }
        }
    }

    public static PostgresServer server() {
        return Shared.SERVER;
    }

    /// The address of a new database, which has the store's tables already.
    public static String create() {
        try {
            return create(server());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database", e);
        }
    }

    private static String create(PostgresServer server) throws SQLException {
        String name = "test_" + NUMBERS.incrementAndGet();
        execute(server.url("postgres"), "CREATE DATABASE %s TEMPLATE %s".formatted(name, TEMPLATE));
        return server.url(name);
    }

    static void createTemplate(PostgresServer server) throws SQLException {
        execute(server.url("postgres"), "CREATE DATABASE " + TEMPLATE);
        PostgresStore.open(PostgresOptions.of(server.url(TEMPLATE)), Limits.DEFAULT)
                .close();
    }

    /// A new, really empty database.
    public static String createBare() {
        String name = "bare_" + NUMBERS.incrementAndGet();
        try {
            execute(server().url("postgres"), "CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database", e);
        }
        return server().url(name);
    }

    /// A store that goes by this time.
    public static PostgresStore open(String url, Time time) {
        return PostgresStore.open(PostgresOptions.of(url), Limits.DEFAULT, _ -> time.wallMillis());
    }

    public static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A server of a test's own, with everything that production has, and a database in it.
    static PostgresServer startDurable(Path directory) {
        try {
            PostgresServer server = PostgresServer.start(directory, Durability.FULL);
            execute(server.url("postgres"), "CREATE DATABASE carillon");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database", e);
        }
    }
}
