package chat.carillon.backend.sqlite.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies committed pages from the write-ahead log into the database file, off the writer's path.
///
/// The log starts again from its beginning only when all of it was copied and nobody writes
/// meanwhile. So most of it is copied while writers go on, and a small rest while they wait a
/// moment. That bounds the log's size. The session is confined to a thread of its own.
public final class Checkpointer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);

    /// Pages that gather in the log before it is copied: 16 MiB.
    private static final int START_PAGES = 4_096;

    /// Pages that writers are made to wait for: some milliseconds.
    private static final int MAX_REST_PAGES = 256;

    /// A log of 256 MiB is copied while writers wait, however long that takes: the disk is slower
    /// than they are.
    private static final int MAX_LOG_PAGES = 65_536;

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(30);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Session session;
    private final Writer writer;
    private final Thread thread;

    /// @param session a connection of its own, which this object closes
    public Checkpointer(Session session, Writer writer) {
        this.session = session;
        this.writer = writer;
        thread = Thread.ofPlatform().name("carillon-checkpoint").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private enum Mode {
        /// Only looks.
        NOOP,
        /// Copies what it can without anyone waiting.
        PASSIVE,
        /// Copies everything and empties the file; only for the end.
        TRUNCATE
    }

    private record State(int logPages, int copiedPages) {
        int rest() {
            return logPages - copiedPages;
        }
    }

    private void run() {
        try {
            while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                checkpointIfDue();
            }
            checkpoint(Mode.TRUNCATE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.warn("the last checkpoint failed, the next start does it: {}", e.getMessage());
        } finally {
            session.close();
        }
    }

    private void checkpointIfDue() {
        try {
            State state = checkpoint(Mode.NOOP);
            if (state.rest() < START_PAGES) {
                return;
            }
            state = checkpoint(Mode.PASSIVE);
            if (state.rest() > MAX_REST_PAGES) {
                state = checkpoint(Mode.PASSIVE);
            }
            if (state.rest() <= MAX_REST_PAGES || state.logPages() > MAX_LOG_PAGES) {
                writer.whileIdle(() -> checkpoint(Mode.PASSIVE));
            }
        } catch (SQLException e) {
            log.warn("a checkpoint failed: {}", e.getMessage());
            Failures.reasonToRefuse(e).ifPresent(writer::refuse);
        } catch (RuntimeException e) {
            log.warn("a checkpoint must wait: {}", e.getMessage());
        }
    }

    private State checkpoint(Mode mode) throws SQLException {
        try (ResultSet row =
                session.query("PRAGMA wal_checkpoint(" + mode + ")").rows()) {
            row.next();
            return new State(row.getInt(2), row.getInt(3));
        }
    }

    /// Copies everything and ends the thread.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(MAX_CLOSE)) {
                log.warn("the last checkpoint takes longer than {} s", MAX_CLOSE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
