package chat.carillon.testkit;

import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Time that moves when a test says so. Timers run in the thread that moves it, in the order of
/// their times.
///
/// Thread-safe because all fields are guarded by its monitor; tasks run outside of it.
public final class ManualTime implements Time {
    private static final long START_MILLIS = 1_790_000_000_000L;

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::dueNanos).thenComparingLong(Waiting::number));

    private long elapsedNanos;
    private long timers;

    private record Waiting(long dueNanos, long number, Runnable task) {}

    @Override
    public synchronized long wallMillis() {
        return START_MILLIS + Duration.ofNanos(elapsedNanos).toMillis();
    }

    @Override
    public synchronized long monotonicNanos() {
        return elapsedNanos;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        var timer = new Waiting(elapsedNanos + delay.toNanos(), timers++, task);
        waiting.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Waiting timer) {
        waiting.remove(timer);
    }

    /// Moves time on, and runs what falls due on the way.
    public void advance(Duration by) {
        long target;
        synchronized (this) {
            target = elapsedNanos + by.toNanos();
        }
        for (Waiting next = next(target); next != null; next = next(target)) {
            next.task().run();
        }
        synchronized (this) {
            elapsedNanos = target;
        }
    }

    private synchronized @Nullable Waiting next(long untilNanos) {
        Waiting next = waiting.peek();
        if (next == null || next.dueNanos() > untilNanos) {
            return null;
        }
        elapsedNanos = Math.max(elapsedNanos, next.dueNanos());
        return waiting.poll();
    }
}
