package chat.carillon.server;

import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A clock that stands still until a test moves it. Confined to the test's thread.
public final class ManualTime implements Time {
    private long nanos = Duration.ofDays(20_000).toNanos();
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(long atNanos, Runnable task) {}

    @Override
    public long wallMillis() {
        return nanos / 1_000_000;
    }

    @Override
    public long monotonicNanos() {
        return nanos;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        var entry = new Waiting(nanos + delay.toNanos(), task);
        waiting.add(entry);
        return () -> waiting.remove(entry);
    }

    /// Moves on, and runs what falls due, in order.
    public void advance(Duration by) {
        long end = nanos + by.toNanos();
        while (true) {
            var next = waiting.stream()
                    .filter(entry -> entry.atNanos() <= end)
                    .min(Comparator.comparingLong(Waiting::atNanos));
            if (next.isEmpty()) {
                break;
            }
            waiting.remove(next.get());
            nanos = next.get().atNanos();
            next.get().task().run();
        }
        nanos = end;
    }
}
