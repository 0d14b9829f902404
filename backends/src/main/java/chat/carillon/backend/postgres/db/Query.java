package chat.carillon.backend.postgres.db;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A statement, or several with `;` between them which travel together, with parameters being bound
/// in the order in which they stand in the SQL. Ends with the first call that runs it. The driver
/// keeps statements prepared, by their text. Confined to the thread that has its [Session].
public final class Query {
    private final Connection connection;
    private final PreparedStatement statement;
    private int parameters;

    Query(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        statement = connection.prepareStatement(sql);
    }

    /// Makes a value of the row that the result stands on.
    @FunctionalInterface
    public interface RowMapper<T extends @Nullable Object> {
        T map(ResultSet row) throws SQLException;
    }

    /// Takes in the row that the result stands on.
    @FunctionalInterface
    public interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    public Query bind(long value) throws SQLException {
        statement.setLong(++parameters, value);
        return this;
    }

    public Query bind(@Nullable String value) throws SQLException {
        statement.setString(++parameters, value);
        return this;
    }

    public Query bind(boolean value) throws SQLException {
        statement.setBoolean(++parameters, value);
        return this;
    }

    public Query bind(byte[] value) throws SQLException {
        statement.setBytes(++parameters, value);
        return this;
    }

    /// One column of `rows` as an array; `unnest` makes rows of it again.
    public <T> Query texts(Collection<? extends T> rows, Function<? super T, @Nullable String> column)
            throws SQLException {
        var values = new @Nullable String[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return bind(connection.createArrayOf("text", values));
    }

    public <T> Query longs(Collection<? extends T> rows, ToLongFunction<? super T> column) throws SQLException {
        return nullableLongs(rows, column::applyAsLong);
    }

    public <T> Query nullableLongs(Collection<? extends T> rows, Function<? super T, @Nullable Long> column)
            throws SQLException {
        var values = new @Nullable Long[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return bind(connection.createArrayOf("int8", values));
    }

    private Query bind(Array values) throws SQLException {
        statement.setArray(++parameters, values);
        return this;
    }

    /// How many rows were inserted, changed or deleted.
    public int update() throws SQLException {
        try (statement) {
            return statement.executeUpdate();
        }
    }

    public <T> List<T> list(RowMapper<? extends T> mapper) throws SQLException {
        var rows = new ArrayList<T>();
        each(row -> rows.add(mapper.map(row)));
        return rows;
    }

    /// The first row, where there is one, and where it does not map to null.
    public <T> Optional<T> first(RowMapper<? extends @Nullable T> mapper) throws SQLException {
        try (statement;
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.ofNullable(mapper.map(result)) : Optional.empty();
        }
    }

    public void each(RowConsumer consumer) throws SQLException {
        try (statement;
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                consumer.accept(result);
            }
        }
    }

    /// Runs several statements in one round trip; their results are read in their order.
    public Results run() throws SQLException {
        try {
            return new Results(statement, statement.execute());
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /// The value of a column that may be null.
    public static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
