package chat.carillon.backend.postgres.db;

import java.sql.SQLException;
import java.util.function.LongUnaryOperator;

/// The store's time: the database's, which all nodes share. Thread-safe.
public final class StoreClock {
    private static final String NOW = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private final LongUnaryOperator clock;

    /// @param clock makes the store's time of the database's, for tests that move time
    public StoreClock(LongUnaryOperator clock) {
        this.clock = clock;
    }

    /// Milliseconds since 1970 UTC.
    public long millis(Session session) throws SQLException {
        return clock.applyAsLong(session.query(NOW).first(row -> row.getLong(1)).orElseThrow());
    }
}
