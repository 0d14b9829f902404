package chat.carillon.backend.sqlite.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only connection that writes. Thread-safe: its lock orders all transactions; it is fair, so
/// that a busy appender does not keep others from writing at all.
///
/// When the disk fails, it refuses everything at once from then on, until [#probe] has written
/// again.
public final class Writer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    /// Longer than any transaction of ours; shorter than a client waits.
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Session session;
    private volatile @Nullable String refusal;

    public Writer(Session session) {
        this.session = session;
    }

    /// Work within a transaction that others see whole or not at all.
    @FunctionalInterface
    public interface Transaction<T> {
        T run(Session session) throws SQLException;
    }

    /// Runs one transaction and returns once it is durable.
    ///
    /// @throws StoreUnavailableException if it was not committed, or if that is unknown
    public <T> T write(Transaction<T> transaction) {
        String reason = refusal;
        if (reason != null) {
            throw new StoreUnavailableException(reason, null);
        }
        try {
            return locked(() -> run(transaction));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Runs `action`, which may use another connection, while nothing is written.
    <T> T whileIdle(Action<T> action) throws SQLException {
        return locked(action);
    }

    /// Uses the connection without a transaction, also while writes are refused; for tests that
    /// spoil or mend it.
    public void whileRefused(Spoiler spoiler) {
        try {
            locked(() -> {
                spoiler.run(session);
                return true;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("cannot spoil the connection", e);
        }
    }

    /// What a test does to the connection.
    @FunctionalInterface
    public interface Spoiler {
        void run(Session session) throws SQLException;
    }

    /// What is done under the lock.
    @FunctionalInterface
    interface Action<T> {
        T run() throws SQLException;
    }

    private <T> T locked(Action<T> action) throws SQLException {
        try {
            if (!lock.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailableException("no turn to write within " + MAX_WAIT.toSeconds() + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for a turn to write", e);
        }
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T run(Transaction<T> transaction) throws SQLException {
        boolean committed = false;
        try {
            session.query("BEGIN IMMEDIATE").update();
            T result = transaction.run(session);
            session.query("COMMIT").update();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            session.query("ROLLBACK").update();
        } catch (SQLException e) {
            // After most failures of the disk SQLite has rolled back by itself.
            log.debug("nothing to roll back: {}", e.getMessage());
        }
    }

    private RuntimeException failed(SQLException failure) {
        Optional<String> reason = Failures.reasonToRefuse(failure);
        reason.ifPresent(this::refuse);
        return Failures.unavailable(reason.orElse("cannot write"), failure);
    }

    /// Refuses writes from now on.
    void refuse(String reason) {
        if (refusal == null) {
            log.error("writes are refused: {}", reason);
        }
        refusal = reason;
    }

    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Tries a small transaction, and takes writes again if it succeeds. Does nothing while writes
    /// are taken.
    public void probe() {
        if (refusal == null) {
            return;
        }
        try {
            locked(() -> run(Writer::touch));
            refusal = null;
            log.info("writes are taken again");
        } catch (SQLException | StoreUnavailableException e) {
            log.debug("writes are still refused: {}", e.getMessage());
        }
    }

    private static int touch(Session session) throws SQLException {
        return session.query("INSERT INTO meta (name, value) VALUES ('probe', 1)"
                        + " ON CONFLICT DO UPDATE SET value = value + 1")
                .update();
    }

    /// Waits for the running transaction.
    @Override
    public void close() {
        lock.lock();
        try {
            session.close();
        } finally {
            lock.unlock();
        }
    }
}
