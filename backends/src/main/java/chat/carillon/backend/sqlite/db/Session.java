package chat.carillon.backend.sqlite.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.core.CoreStatement;

/// One connection with the statements it has prepared. They stay prepared: their number is that of
/// the SQL texts in the code. Confined to one thread at a time.
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Session(Connection connection) {
        this.connection = connection;
    }

    /// @param pragmas run in this order before anything else
    public static Session open(Path file, List<String> pragmas) throws SQLException {
        var settings = new Properties();
        // Nobody reads them, and the driver would ask for them with a statement of its own after each write.
        settings.setProperty("jdbc.get_generated_keys", "false");
        var session = new Session(JDBC.createConnection(url(file), settings));
        try {
            for (String pragma : pragmas) {
                session.execute("PRAGMA " + pragma);
            }
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    public static String url(Path file) {
        return JDBC.PREFIX + file.toAbsolutePath();
    }

    public Query query(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null || isFinalized(statement)) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return new Query(statement);
    }

    /// The driver finalizes a statement when it fails, without saying so in
    /// [PreparedStatement#isClosed].
    private static boolean isFinalized(PreparedStatement statement) {
        return statement instanceof CoreStatement core && core.pointer.isClosed();
    }

    /// Runs SQL that is needed once.
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw Failures.unavailable("cannot close the database", e);
        }
    }
}
