package chat.carillon.backend.migrate.side;

import chat.carillon.backend.sqlite.db.DataDirectory;
import chat.carillon.backend.sqlite.db.Database;
import chat.carillon.backend.sqlite.db.Failures;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The embedded store. Its directory is locked, so that no server and no other migration has it meanwhile.
public final class SqliteSide implements Side {
    /// What tells a store's directory from any other.
    public static final String FILE = Database.NAME;

    private static final String PUT_META =
            "INSERT INTO meta (name, value) VALUES (?, ?)" + " ON CONFLICT DO UPDATE SET value = excluded.value";

    private final Path directory;
    private final DataDirectory data;
    private final Session writing;
    private final Session reading;

    private SqliteSide(Path directory, DataDirectory data, Session writing, Session reading) {
        this.directory = directory;
        this.data = data;
        this.writing = writing;
        this.reading = reading;
    }

    /// Opens the store in `directory`, which is made if there is none.
    ///
    /// @throws StoreUnavailableException if another process has it, or it cannot be used
    public static SqliteSide open(Path directory, Time time) {
        DataDirectory data = DataDirectory.take(directory);
        try {
            Database database = Database.open(data, time);
            Session writing = database.writing();
            // Commits may be undone by a loss of power, from the last to the first; so says Side.
            writing.execute("PRAGMA synchronous = NORMAL");
            writing.execute("PRAGMA wal_autocheckpoint = 4096");
            return new SqliteSide(directory, data, writing, database.reading());
        } catch (SQLException e) {
            data.close();
            throw Failures.unavailable("cannot open the store in " + directory, e);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return directory.toAbsolutePath().normalize().toString();
    }

    /// The lock has made sure.
    @Override
    public void checkUnused() {}

    @Override
    public void checkWritable() {
        try {
            transaction(() -> {});
        } catch (SQLException e) {
            throw new StoreUnavailableException("%s cannot be written: %s".formatted(name(), e.getMessage()), e);
        }
    }

    @Override
    public RowStream read(Table table, List<Object> after) {
        try {
            Query query = reading.query(SqliteStatements.of(table).read());
            for (Object value : after) {
                bind(query, value);
            }
            return new RowStream(query.rows(), row -> row(table, row), this::cannotRead);
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    private RuntimeException cannotRead(SQLException failure) {
        return Failures.unavailable("cannot read " + name(), failure);
    }

    private static Row row(Table table, ResultSet row) throws SQLException {
        var values = new ArrayList<@Nullable Object>();
        for (Column column : table.columns()) {
            int index = values.size() + 1;
            values.add(
                    switch (column.kind()) {
                        case TEXT, BYTES -> row.getString(index);
                        case NUMBER, TRUTH -> Query.nullableLong(row, index);
                    });
        }
        return table == Table.ENTRY ? new Row(values, row.getLong(values.size() + 1)) : new Row(values);
    }

    private static void bind(Query query, @Nullable Object value) throws SQLException {
        if (value instanceof Long number) {
            query.bind(number.longValue());
        } else {
            query.bind((String) value);
        }
    }

    /// Nobody else writes.
    @Override
    public void forgetMoment() {}

    @Override
    public long count(Table table) {
        try {
            return writing.query(
                            "SELECT count(*) FROM " + SqliteStatements.of(table).table())
                    .number();
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    @Override
    public boolean isEmpty(Table table) {
        try {
            return writing.query("SELECT EXISTS (SELECT 1 FROM "
                                    + SqliteStatements.of(table).table() + ")")
                            .number()
                    == 0;
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    @Override
    public Map<String, String> meta() {
        var meta = new TreeMap<String, String>();
        try (ResultSet row = writing.query("SELECT name, value FROM meta").rows()) {
            while (row.next()) {
                meta.put(row.getString(1), row.getString(2));
            }
            return meta;
        } catch (SQLException e) {
            throw cannotRead(e);
        }
    }

    @Override
    public void write(Table table, List<Row> rows, String metaName, String metaValue) {
        SqliteStatements statements = SqliteStatements.of(table);
        try {
            transaction(() -> {
                for (Row row : rows) {
                    write(table, statements, row);
                }
                writing.query(PUT_META).bind(metaName).bind(metaValue).update();
            });
        } catch (SQLException e) {
            throw cannotWrite(e);
        }
    }

    private void write(Table table, SqliteStatements statements, Row row) throws SQLException {
        Query query = writing.query(statements.write());
        for (int i = 0; i < statements.written(); i++) {
            bind(query, row.values().get(i));
        }
        if (table == Table.ENTRY) {
            query.bind(row.appendedAtMillis());
        }
        if (query.update() != 1) {
            throw new StoreUnavailableException(
                    "%s %s belongs to no conversation".formatted(statements.table(), row.key(table)), null);
        }
    }

    private RuntimeException cannotWrite(SQLException failure) {
        return new StoreUnavailableException("cannot write %s: %s".formatted(name(), failure.getMessage()), failure);
    }

    @Override
    public void changeMeta(Map<String, String> put, Collection<String> remove) {
        try {
            // Flushes the whole write-ahead log, and so all commits before.
            writing.execute("PRAGMA synchronous = FULL");
            transaction(() -> {
                for (var entry : put.entrySet()) {
                    writing.query(PUT_META)
                            .bind(entry.getKey())
                            .bind(entry.getValue())
                            .update();
                }
                for (String name : remove) {
                    writing.query("DELETE FROM meta WHERE name = ?").bind(name).update();
                }
            });
            writing.execute("PRAGMA synchronous = NORMAL");
        } catch (SQLException e) {
            throw cannotWrite(e);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void transaction(Work work) throws SQLException {
        writing.query("BEGIN IMMEDIATE").update();
        try {
            work.run();
            writing.query("COMMIT").update();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    /// After most failures of the disk SQLite has rolled back by itself.
    private void rollBack(Exception because) {
        try {
            writing.query("ROLLBACK").update();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try (data;
                writing;
                reading) {
            writing.execute("PRAGMA optimize");
        } catch (SQLException e) {
            throw Failures.unavailable("cannot close " + name(), e);
        }
    }
}
