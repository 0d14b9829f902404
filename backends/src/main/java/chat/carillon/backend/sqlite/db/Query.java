package chat.carillon.backend.sqlite.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement with its parameters being bound, in the order in which they stand in the SQL.
/// Confined to the thread that has its [Session].
public final class Query {
    private final PreparedStatement statement;
    private int parameters;

    Query(PreparedStatement statement) {
        this.statement = statement;
    }

    /// Makes a value of the row that the result stands on.
    @FunctionalInterface
    public interface RowMapper<T extends @Nullable Object> {
        T map(ResultSet row) throws SQLException;
    }

    public Query bind(long value) throws SQLException {
        statement.setLong(++parameters, value);
        return this;
    }

    public Query bind(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++parameters, Types.INTEGER);
            return this;
        }
        return bind(value.longValue());
    }

    public Query bind(@Nullable String value) throws SQLException {
        statement.setString(++parameters, value);
        return this;
    }

    public Query bind(boolean value) throws SQLException {
        return bind(value ? 1 : 0);
    }

    public Query bind(byte[] value) throws SQLException {
        statement.setBytes(++parameters, value);
        return this;
    }

    /// How many rows were inserted, changed or deleted.
    public int update() throws SQLException {
        return statement.executeUpdate();
    }

    public <T> List<T> list(RowMapper<T> mapper) throws SQLException {
        var rows = new ArrayList<T>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    /// The first row, where there is one, and where it does not map to null.
    public <T> Optional<T> first(RowMapper<? extends @Nullable T> mapper) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.ofNullable(mapper.map(result)) : Optional.empty();
        }
    }

    /// The single number that an aggregate gives.
    public long number() throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /// The rows one by one; the caller closes the result.
    public ResultSet rows() throws SQLException {
        return statement.executeQuery();
    }

    /// Makes the running call end with [Failures#isInterrupted]. May be called from any thread.
    public void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite cannot be interrupted", e);
        }
    }

    /// The value of a column that may be null.
    public static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
