package chat.carillon.backend.postgres.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What several statements gave that travelled together. Confined to one thread.
public final class Results implements AutoCloseable {
    private static final int NONE = -1;

    private final PreparedStatement statement;
    private boolean rows;

    Results(PreparedStatement statement, boolean rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /// Reads the rows of the next statement, which must be one that gives rows.
    public void each(Query.RowConsumer consumer) throws SQLException {
        if (!rows) {
            throw new IllegalStateException("there is no statement with rows left");
        }
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                consumer.accept(result);
            }
        }
        rows = statement.getMoreResults();
    }

    /// How many rows the next statement inserted, changed or deleted.
    public int updated() throws SQLException {
        int count = statement.getUpdateCount();
        if (rows || count == NONE) {
            throw new IllegalStateException("there is no statement left that changed rows");
        }
        rows = statement.getMoreResults();
        return count;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
