package chat.carillon.cli.connect;

import chat.carillon.client.net.CarillonException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks again where a server has too much to do, when it says so, and tells whoever waits. Confined to the command's
/// thread.
public final class Patience {
    /// For all that a command asks.
    static final Duration MAX_WAITING = Duration.ofSeconds(30);

    private static final Duration MIN_WAIT = Duration.ofMillis(100);

    private final PrintStream told;
    private final Consumer<Duration> pause;
    private Duration left = MAX_WAITING;

    /// @param told what the user reads
    public Patience(PrintStream told) {
        this(told, Patience::pause);
    }

    Patience(PrintStream told, Consumer<Duration> pause) {
        this.told = told;
        this.pause = pause;
    }

    /// @throws CarillonException if it was refused for another reason, or for too long
    public <T> T ask(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (CarillonException e) {
                Duration wait = waiting(e).orElseThrow(() -> e);
                told.printf(
                        "The server is busy (%s); trying again in %d s.%n",
                        e.getMessage(), Math.ceilDiv(wait.toMillis(), 1_000));
                pause.accept(wait);
                left = left.minus(wait);
            }
        }
    }

    /// Empty if it is no use, or nobody says when it is.
    private Optional<Duration> waiting(CarillonException refusal) {
        return refusal.retryAfter()
                .filter(_ -> refusal.code().retryable())
                .map(asked -> asked.compareTo(MIN_WAIT) < 0 ? MIN_WAIT : asked)
                .filter(wait -> wait.compareTo(left) <= 0);
    }

    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long rest = length.toNanos(); rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}
