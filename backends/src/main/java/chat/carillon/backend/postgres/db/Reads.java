package chat.carillon.backend.postgres.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;

/// Reads, each a single statement and so of a single moment. Thread-safe.
public final class Reads implements AutoCloseable {
    /// A read on a connection that turns out to be dead is done again on a fresh one.
    private static final int MAX_ATTEMPTS = 3;

    private final Pool pool;
    private final Gate gate;

    public Reads(Pool pool, Gate gate) {
        this.pool = pool;
        this.gate = gate;
    }

    /// Reading, which may be done more than once.
    @FunctionalInterface
    public interface Read<T> {
        T run(Session session) throws SQLException;
    }

    /// @throws StoreUnavailableException if the database cannot be reached or takes too long
    public <T> T read(Read<T> read) {
        gate.checkReading();
        for (int attempt = 1; ; attempt++) {
            try (Session session = pool.take()) {
                return read.run(session);
            } catch (SQLException e) {
                if (!Failures.isLostConnection(e) || attempt == MAX_ATTEMPTS) {
                    throw Failures.unavailable("cannot read", e);
                }
                pool.renew();
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
