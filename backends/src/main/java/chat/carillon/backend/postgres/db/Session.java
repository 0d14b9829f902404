package chat.carillon.backend.postgres.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of a pool while somebody uses it. Confined to one thread at a time.
public final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private @Nullable String transactionId;
    private Script last = new Script();

    Session(Connection connection) {
        this.connection = connection;
    }

    /// @param sql one statement, or several with `;` between them
    public Query query(String sql) throws SQLException {
        return new Query(connection, sql);
    }

    /// Notes by what name the database will know what became of this transaction. Work that must not
    /// be done twice does it before its first write.
    public void identify() throws SQLException {
        query("SELECT pg_current_xact_id()::text")
                .first(row -> row.getString(1))
                .ifPresent(this::identified);
    }

    /// As [#identify], for work that has asked for `pg_current_xact_id()::text` along with
    /// something else.
    public void identified(String transactionId) {
        this.transactionId = transactionId;
    }

    @Nullable
    String transactionId() {
        return transactionId;
    }

    /// What takes as long as it takes, up to a bound.
    @FunctionalInterface
    public interface Statements {
        void run() throws SQLException;
    }

    /// Runs statements that the server ends after this time, with [Failures#isTimeout]. Of a
    /// connection that only reads.
    public void withTimeout(long millis, Statements statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            query("SELECT set_config('statement_timeout', ?, true)")
                    .bind(Long.toString(millis))
                    .first(row -> row.getString(1));
            statements.run();
        } finally {
            rollBack();
            connection.setAutoCommit(true);
        }
    }

    /// Has this run last in the transaction, in one round trip with its commit.
    public void finishWith(Script script) {
        last = script;
    }

    void commit() throws SQLException {
        if (last.isEmpty()) {
            connection.commit();
        } else {
            last.runAndCommit(this);
        }
    }

    /// Does nothing where the connection is gone: so is the transaction then.
    void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            log.debug("nothing to roll back: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("a connection is not taken back: {}", e.getMessage());
        }
    }
}
