package chat.carillon.client.session;

import chat.carillon.client.net.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that passes when a test says so. Confined to one thread.
final class ManualTicker implements Ticker {
    private record Task(long atNanos, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::order));
    private long nanos = 1;
    private long order;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long wallMillis() {
        return nanos / 1_000_000;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Task added = new Task(nanos + delay.toNanos(), order++, task);
        tasks.add(added);
        return () -> tasks.remove(added);
    }

    void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= until) {
            Task task = tasks.remove();
            nanos = Math.max(nanos, task.atNanos());
            task.run().run();
        }
        nanos = until;
    }
}
