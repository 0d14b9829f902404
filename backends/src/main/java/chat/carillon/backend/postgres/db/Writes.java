package chat.carillon.backend.postgres.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Transactions that write. Thread-safe.
///
/// One that stands in another's way, or loses its connection before it commits, is run again. One
/// that loses its connection while it commits is looked for, by the id that it has noted with
/// [Session#identify]; without an id it is run again, so work without an id must be such that doing
/// it twice is doing it once.
public final class Writes implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 5;

    /// After this time nothing is tried again.
    private static final Duration MAX_TRYING = Duration.ofSeconds(15);

    private static final long PAUSE_MICROS = 2_000;

    private final Pool pool;
    private final Gate gate;
    private final Outcomes outcomes;

    public Writes(Pool pool, Gate gate) {
        this.pool = pool;
        this.gate = gate;
        outcomes = new Outcomes(pool);
    }

    /// What is done in a transaction.
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /// Tells whether what a transaction wrote is there.
    ///
    /// Asked after a database has said that a transaction did commit, since another database may
    /// have taken over, and may have given the same id to a transaction of its own.
    @FunctionalInterface
    public interface Proof<T> {
        boolean isThere(Session session, T result) throws SQLException;
    }

    /// How one attempt ended.
    private sealed interface Attempt<T> {
        record Done<T>(T result) implements Attempt<T> {}

        /// Nothing was written.
        record Failed<T>(SQLException cause) implements Attempt<T> {}

        /// The connection was lost while the transaction committed.
        record CutOff<T>(T result, @Nullable String transactionId, SQLException cause) implements Attempt<T> {}
    }

    public <T> T write(Work<T> work) {
        return write(work, (_, _) -> true, "");
    }

    /// Runs one transaction and returns once it is durable.
    ///
    /// @param racing a unique index that others may be first to write to; then the work is run again
    /// @throws StoreUnavailableException if it was not committed, or if that is unknown
    public <T> T write(Work<T> work, Proof<T> proof, String racing) {
        long end = System.nanoTime() + MAX_TRYING.toNanos();
        for (int attempt = 1; ; attempt++) {
            gate.checkWriting();
            SQLException cause;
            switch (attempt(work)) {
                case Attempt.Done<T>(T result) -> {
                    return result;
                }
                case Attempt.Failed<T> failed -> cause = failed.cause();
                case Attempt.CutOff<T> cutOff -> {
                    if (wasCommitted(cutOff, proof)) {
                        return cutOff.result();
                    }
                    cause = cutOff.cause();
                }
            }
            if (!canRunAgain(cause, racing) || attempt == MAX_ATTEMPTS || System.nanoTime() > end) {
                throw failed(cause);
            }
            pause(attempt);
        }
    }

    private <T> Attempt<T> attempt(Work<T> work) {
        try (Session session = pool.take()) {
            T result;
            try {
                result = work.run(session);
            } catch (SQLException e) {
                session.rollBack();
                return new Attempt.Failed<>(e);
            } catch (RuntimeException e) {
                session.rollBack();
                throw e;
            }
            try {
                session.commit();
                return new Attempt.Done<>(result);
            } catch (SQLException e) {
                if (Failures.isLostConnection(e)) {
                    return new Attempt.CutOff<>(result, session.transactionId(), e);
                }
                session.rollBack();
                return new Attempt.Failed<>(e);
            }
        }
    }

    /// Whether it is certain that the transaction was committed; false if it is certain that it was
    /// not, or if that does not matter.
    private <T> boolean wasCommitted(Attempt.CutOff<T> cutOff, Proof<T> proof) {
        pool.renew();
        if (cutOff.transactionId() == null) {
            return false;
        }
        return switch (outcomes.of(cutOff.transactionId())) {
            case COMMITTED -> isThere(cutOff.result(), proof);
            case ABORTED -> false;
            case UNKNOWN ->
                throw new StoreUnavailableException("it is unknown whether a write was committed", cutOff.cause());
        };
    }

    private <T> boolean isThere(T result, Proof<T> proof) {
        try (Session session = pool.take()) {
            boolean there = proof.isThere(session, result);
            session.rollBack();
            return there;
        } catch (SQLException e) {
            throw new StoreUnavailableException("it is unknown whether a write was committed", e);
        }
    }

    private boolean canRunAgain(SQLException failure, String racing) {
        if (Failures.isLostConnection(failure)) {
            pool.renew();
            return true;
        }
        return Failures.isConflict(failure) || Failures.violates(failure, racing);
    }

    private RuntimeException failed(SQLException failure) {
        Failures.reasonToRefuse(failure).ifPresent(reason -> {
            gate.refuse(reason);
            // A server that has become a standby keeps its connections; a new one leads to its successor.
            pool.renew();
        });
        return Failures.unavailable("cannot write", failure);
    }

    /// So that those who met do not meet again.
    private static void pause(int attempt) {
        try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MICROS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted between two attempts to write", e);
        }
    }

    public Gate gate() {
        return gate;
    }

    /// Tries a small transaction while writes are refused, and takes writes again if it succeeds.
    public void probe() {
        if (gate.refusal().isEmpty()) {
            return;
        }
        try (Session session = pool.connect()) {
            session.query("INSERT INTO meta (name, value) VALUES ('probe', '')"
                            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                    .update();
            gate.open();
        } catch (SQLException e) {
            if (Failures.isLostConnection(e)) {
                gate.lose("the database cannot be reached: " + e.getMessage());
            } else {
                gate.refuse(Failures.reasonToRefuse(e).orElse("the database takes no writes: " + e.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
