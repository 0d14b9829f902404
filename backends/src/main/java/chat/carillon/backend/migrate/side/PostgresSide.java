package chat.carillon.backend.migrate.side;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.db.Migrations;
import chat.carillon.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// The cluster's store. Live nodes are looked for; an advisory lock keeps other migrations away.
public final class PostgresSide implements Side {
    /// Rows that the driver holds of a stream.
    private static final int FETCH_ROWS = 500;

    private static final String LIVE_NODE = "SELECT name FROM node"
            + " WHERE until > (extract(epoch FROM clock_timestamp()) * 1000)::bigint ORDER BY name LIMIT 1";
    private static final String READ_ONLY = "SELECT current_setting('transaction_read_only')";
    private static final String PUT_META =
            "INSERT INTO meta (name, value) VALUES (?, ?)" + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private final String name;
    private final Connection writing;
    private final Connection reading;

    private PostgresSide(String name, Connection writing, Connection reading) {
        this.name = name;
        this.writing = writing;
        this.reading = reading;
    }

    /// Opens the store in a database that exists; its tables are made if there are none.
    ///
    /// @throws StoreUnavailableException if it cannot be reached or used, or another migration has it
    public static PostgresSide open(PostgresOptions wanted) {
        PostgresOptions options = PostgresConnections.patient(wanted);
        Migrations.run(options);
        Connection writing = PostgresConnections.writing(options);
        try {
            return new PostgresSide(PostgresConnections.name(options), writing, PostgresConnections.reading(options));
        } catch (RuntimeException e) {
            PostgresConnections.close(writing);
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void checkUnused() {
        String node = asked(LIVE_NODE);
        if (!node.isEmpty()) {
            throw new StoreUnavailableException(
                    "%s is in use by the node %s: stop all nodes (one that was killed is forgotten after 10 s)"
                            .formatted(name, node),
                    null);
        }
    }

    @Override
    public void checkWritable() {
        if (!asked(READ_ONLY).equals("off")) {
            throw new StoreUnavailableException(name + " cannot be written: it is a standby, or read-only", null);
        }
    }

    private String asked(String sql) {
        try {
            return first(writing, sql);
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    /// The first value, in a transaction of its own; empty where there is none.
    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        } finally {
            connection.rollback();
        }
    }

    @Override
    public RowStream read(Table table, List<Object> after) {
        try {
            PreparedStatement statement = reading.prepareStatement(PostgresStatements.select(table));
            statement.closeOnCompletion();
            statement.setFetchSize(FETCH_ROWS);
            for (int i = 0; i < after.size(); i++) {
                statement.setObject(i + 1, after.get(i));
            }
            return new RowStream(statement.executeQuery(), row -> PostgresStatements.row(table, row), this::cannotRead);
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    @Override
    public void forgetMoment() {
        try {
            reading.rollback();
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    @Override
    public long count(Table table) {
        try (Statement statement = reading.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + PostgresStatements.name(table))) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    @Override
    public boolean isEmpty(Table table) {
        return asked("SELECT 1 FROM " + PostgresStatements.name(table) + " LIMIT 1")
                .isEmpty();
    }

    @Override
    public Map<String, String> meta() {
        var meta = new TreeMap<String, String>();
        try (Statement statement = writing.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, value FROM meta")) {
            while (row.next()) {
                meta.put(row.getString(1), row.getString(2));
            }
            writing.rollback();
            return meta;
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    private RuntimeException cannotRead(SQLException failure) {
        return new StoreUnavailableException("cannot read %s: %s".formatted(name, failure.getMessage()), failure);
    }

    @Override
    public void write(Table table, List<Row> rows, String metaName, String metaValue) {
        byte[] lines = PostgresStatements.lines(table, rows);
        transaction(() -> {
            copy(PostgresStatements.copy(table), lines);
            update(PUT_META, metaName, metaValue);
        });
    }

    private void copy(String sql, byte[] lines) throws SQLException {
        CopyIn copy = new CopyManager(writing.unwrap(BaseConnection.class)).copyIn(sql);
        copy.writeToCopy(lines, 0, lines.length);
        if (copy.endCopy() < 0) {
            throw new SQLException("COPY says nothing");
        }
    }

    @Override
    public void changeMeta(Map<String, String> put, Collection<String> remove) {
        transaction(() -> {
            // Flushes everything before as well.
            PostgresConnections.run(writing, "SET LOCAL synchronous_commit = on");
            for (var entry : put.entrySet()) {
                update(PUT_META, entry.getKey(), entry.getValue());
            }
            for (String gone : remove) {
                update("DELETE FROM meta WHERE name = ?", gone);
            }
        });
    }

    private void update(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = writing.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void transaction(Work work) {
        try {
            try {
                work.run();
                writing.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("cannot write %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /// Where the connection is gone, the transaction is as well.
    private void rollBack(Exception because) {
        try {
            writing.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try (writing;
                reading) {
            reading.rollback();
        } catch (SQLException e) {
            throw new StoreUnavailableException("cannot close %s: %s".formatted(name, e.getMessage()), e);
        }
    }
}
