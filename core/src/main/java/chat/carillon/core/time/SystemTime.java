package chat.carillon.core.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The machine's clock, and one thread for all timers of a node. Thread-safe.
public final class SystemTime implements Time, AutoCloseable {
    private final ScheduledExecutorService timers;

    public SystemTime() {
        timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timers").daemon().factory());
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (timers.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> scheduled = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /// Forgets all tasks that wait.
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
