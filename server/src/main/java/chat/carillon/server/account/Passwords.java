package chat.carillon.server.account;

import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Hashes and checks passwords on threads of its own: at most two at a time (half of a small machine's cores), a
/// bounded number waiting. A crowd that logs in slows down logging in, and nothing else. Thread-safe, blocks.
public final class Passwords implements AutoCloseable {
    private static final int MAX_AT_ONCE = 2;

    /// About four seconds of work for one thread.
    private static final int MAX_WAITING = 32;

    private static final int MIN_CHARS = 8;
    private static final int MAX_CHARS = 256;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final ThreadPoolExecutor threads;

    /// Checked in place of the hash of a user who has none, so that time does not tell who exists.
    private final String nobodysHash = Argon2id.hash("nobody's");

    public Passwords() {
        int count = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_AT_ONCE);
        threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("passwords-", 0).daemon().factory());
    }

    /// There is too much to do; nothing was changed.
    public static final class BusyException extends RuntimeException {
        BusyException() {
            super("too many logins wait already");
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
        return onThread(() -> Argon2id.hash(password));
    }

    /// @param phc the hash, or null if there is none: then takes as long, and says no
    /// @throws BusyException if too many wait
    boolean fits(String password, @Nullable String phc) {
        if (password.length() > MAX_CHARS) {
            return false;
        }
        boolean fits = onThread(() -> Argon2id.fits(password, phc == null ? nobodysHash : phc));
        return fits && phc != null;
    }

    private <T> T onThread(Callable<T> work) {
        try {
            Future<T> result = threads.submit(work);
            try {
                return result.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                result.cancel(false);
            }
        } catch (RejectedExecutionException | TimeoutException e) {
            throw new BusyException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
