package chat.carillon.server.account;

import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.server.admission.Bookings;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Hashes and checks passwords on threads of its own: at most two at a time (half of a small machine's cores), a
/// bounded number waiting: as many as are done in two seconds, as measured here. A crowd that logs in slows down
/// logging in, and nothing else. Thread-safe, blocks.
public final class Passwords implements AutoCloseable {
    private static final int MAX_AT_ONCE = 2;

    /// However fast the machine is.
    private static final int MAX_WAITING = 64;

    /// Nobody is let in who would wait longer.
    private static final double MAX_WAIT_SECONDS = 2;

    /// What the last hash says, beside all before it, about how long one takes.
    private static final double NEWEST_SHARE = 0.2;

    private static final double NANOS_A_SECOND = 1e9;

    private static final int MIN_CHARS = 8;
    private static final int MAX_CHARS = 256;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final ThreadPoolExecutor threads;
    private final int threadCount;
    private final LongAdder refused = new LongAdder();

    /// Guarded by itself.
    private final Bookings bookings = new Bookings();

    /// How long a hash takes. Two threads that write it at once lose one measurement.
    private volatile double secondsAHash;

    /// Checked in place of the hash of a user who has none, so that time does not tell who exists.
    private final String nobodysHash;

    public Passwords() {
        threadCount = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_AT_ONCE);
        long beganNanos = System.nanoTime();
        nobodysHash = Argon2id.hash("nobody's");
        secondsAHash = (System.nanoTime() - beganNanos) / NANOS_A_SECOND;
        threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("passwords-", 0).daemon().factory());
    }

    /// There is too much to do; nothing was changed.
    public static final class BusyException extends RuntimeException {
        private final long retryAfterMillis;

        private BusyException(long retryAfterMillis) {
            super("too many logins wait already", null, false, false);
            this.retryAfterMillis = retryAfterMillis;
        }

        /// When there is a place for this one, if all come when they were told to.
        public long retryAfterMillis() {
            return retryAfterMillis;
        }
    }

    /// Passwords that wait to be hashed.
    public int waiting() {
        return threads.getQueue().size();
    }

    /// Passwords that were not hashed as too many waited.
    public long refused() {
        return refused.sum();
    }

    /// Asks for a place before anything else is done for a login.
    ///
    /// @throws BusyException if too many wait
    void expectPlace() {
        if (waiting() * secondsAHash / threadCount > MAX_WAIT_SECONDS) {
            throw busy();
        }
    }

    private BusyException busy() {
        refused.increment();
        synchronized (bookings) {
            return new BusyException(bookings.book(
                    threadCount / secondsAHash,
                    System.nanoTime(),
                    ThreadLocalRandom.current().nextDouble()));
        }
    }

    /// @throws InvalidValueException if it is too short or too long to be one
    static String checked(String password) {
        if (password.length() < MIN_CHARS || password.length() > MAX_CHARS) {
            throw new InvalidValueException(
                    "password: %d characters (expected: %d to %d)".formatted(password.length(), MIN_CHARS, MAX_CHARS));
        }
        return Text.checked("password", password, MAX_CHARS);
    }

    /// @throws BusyException if too many wait
    String hash(String password) {
        expectPlace();
        return onThread(() -> Argon2id.hash(password));
    }

    /// @param phc the hash, or null if there is none: then takes as long, and says no
    /// @throws BusyException if too many wait
    boolean fits(String password, @Nullable String phc) {
        if (password.length() > MAX_CHARS) {
            return false;
        }
        expectPlace();
        boolean fits = onThread(() -> Argon2id.fits(password, phc == null ? nobodysHash : phc));
        return fits && phc != null;
    }

    private <T> T onThread(Callable<T> work) {
        try {
            Future<T> result = threads.submit(() -> timed(work));
            try {
                return result.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                result.cancel(false);
            }
        } catch (RejectedExecutionException | TimeoutException e) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    private <T> T timed(Callable<T> work) throws Exception {
        long beganNanos = System.nanoTime();
        T result = work.call();
        double seconds = (System.nanoTime() - beganNanos) / NANOS_A_SECOND;
        double before = secondsAHash;
        secondsAHash = before + (seconds - before) * NEWEST_SHARE;
        return result;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
