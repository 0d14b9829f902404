package chat.carillon.backend.postgres.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what became of a transaction whose connection was lost while it committed. The database
/// knows it by its id, also after a crash. Thread-safe.
final class Outcomes {
    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    /// Time for a server to recover from a crash, or for a standby to take over; then the sender is
    /// told to ask again.
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private static final long ASK_EVERY_MILLIS = 50;

    private final Pool pool;

    Outcomes(Pool pool) {
        this.pool = pool;
    }

    enum Outcome {
        COMMITTED,
        ABORTED,
        /// It was not to be learned in time.
        UNKNOWN
    }

    Outcome of(String transactionId) {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        do {
            Outcome outcome = ask(transactionId);
            if (outcome != Outcome.UNKNOWN) {
                log.info("a commit was cut off; transaction {} is {}", transactionId, outcome);
                return outcome;
            }
            pause();
        } while (System.nanoTime() < end);
        log.warn("a commit was cut off; what became of transaction {} is unknown", transactionId);
        return Outcome.UNKNOWN;
    }

    private Outcome ask(String transactionId) {
        try (Session session = pool.take()) {
            String status = session.query("SELECT pg_xact_status(CAST(? AS xid8))")
                    .bind(transactionId)
                    .first(row -> row.getString(1))
                    .orElse("forgotten");
            return switch (status) {
                case "committed" -> Outcome.COMMITTED;
                case "aborted" -> Outcome.ABORTED;
                default -> Outcome.UNKNOWN;
            };
        } catch (SQLException e) {
            if (Failures.isOfTheFuture(e)) {
                // A database that took over, or that crashed, without ever having heard of it.
                return Outcome.ABORTED;
            }
            log.debug("no answer about transaction {}: {}", transactionId, e.getMessage());
            pool.renew();
        } catch (StoreUnavailableException e) {
            log.debug("nobody to ask about transaction {}: {}", transactionId, e.getMessage());
        }
        return Outcome.UNKNOWN;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while asking what became of a commit", e);
        }
    }
}
