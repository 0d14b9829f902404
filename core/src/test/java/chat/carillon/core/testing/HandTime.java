package chat.carillon.core.testing;

import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Time that moves when a test says so; timers run in the thread that moves it.
public final class HandTime implements Time {
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueNanos).thenComparingLong(Timer::number));

    private long nowNanos;
    private long wallErrorMillis;
    private long made;

    private record Timer(long dueNanos, long number, Runnable task) {}

    /// Makes the wall clock wrong.
    public void setWallError(Duration error) {
        wallErrorMillis = error.toMillis();
    }

    @Override
    public long wallMillis() {
        return 1_000_000_000 + nowNanos / 1_000_000 + wallErrorMillis;
    }

    @Override
    public long monotonicNanos() {
        return nowNanos;
    }

    @Override
    public Time.Timer after(Duration delay, Runnable task) {
        var timer = new Timer(nowNanos + delay.toNanos(), made++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /// Timers that wait.
    public int waiting() {
        return timers.size();
    }

    /// A task may do so too: it takes so long then, and other tasks run meanwhile.
    public void advance(Duration by) {
        long until = nowNanos + by.toNanos();
        for (Timer next = due(until); next != null; next = due(until)) {
            nowNanos = Math.max(nowNanos, next.dueNanos());
            next.task().run();
        }
        nowNanos = Math.max(nowNanos, until);
    }

    private @Nullable Timer due(long untilNanos) {
        Timer first = timers.peek();
        return first == null || first.dueNanos() > untilNanos ? null : timers.remove();
    }
}
