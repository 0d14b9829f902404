package chat.carillon.backend.migrate.side;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of a table, a few at a time in memory. Confined to one thread.
public final class RowStream implements AutoCloseable {
    private final ResultSet rows;
    private final Mapper mapper;
    private final Function<SQLException, RuntimeException> failure;
    private @Nullable Row next;
    private boolean ended;

    /// Makes a row of what the result stands on.
    @FunctionalInterface
    interface Mapper {
        Row map(ResultSet row) throws SQLException;
    }

    RowStream(ResultSet rows, Mapper mapper, Function<SQLException, RuntimeException> failure) {
        this.rows = rows;
        this.mapper = mapper;
        this.failure = failure;
    }

    /// The row that [#next] gives; null at the end.
    public @Nullable Row peek() {
        if (next == null && !ended) {
            try {
                ended = !rows.next();
                next = ended ? null : mapper.map(rows);
            } catch (SQLException e) {
                throw failure.apply(e);
            }
        }
        return next;
    }

    /// The next row; null at the end.
    public @Nullable Row next() {
        Row row = peek();
        next = null;
        return row;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }
}
