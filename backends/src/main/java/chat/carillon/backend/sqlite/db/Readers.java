package chat.carillon.backend.sqlite.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A few connections that only read; a reader waits for a free one, but not for ever. Thread-safe.
///
/// Each read sees the database at one moment, the latest when it begins: what was committed before
/// is there.
public final class Readers implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final BlockingQueue<Session> idle;
    private final List<Session> all;

    public Readers(List<Session> sessions) {
        all = List.copyOf(sessions);
        idle = new ArrayBlockingQueue<>(sessions.size(), true, sessions);
    }

    /// Reading at one moment of the database.
    @FunctionalInterface
    public interface Read<T> {
        T run(Session session) throws SQLException;
    }

    public <T> T read(Read<T> read) {
        Session session = take();
        try {
            session.query("BEGIN").update();
            try {
                return read.run(session);
            } finally {
                session.query("COMMIT").update();
            }
        } catch (SQLException e) {
            throw Failures.unavailable("cannot read", e);
        } finally {
            idle.add(session);
        }
    }

    private Session take() {
        try {
            Session session = idle.poll(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            if (session == null) {
                throw new StoreUnavailableException("no free connection within " + MAX_WAIT.toSeconds() + " s", null);
            }
            return session;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for a connection", e);
        }
    }

    /// Waits for running reads, a little.
    @Override
    public void close() {
        var taken = new ArrayList<Session>();
        for (int i = 0; i < all.size(); i++) {
            taken.add(take());
        }
        taken.forEach(Session::close);
    }
}
