package chat.carillon.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The threads of a server beside its event loops: virtual ones for what blocks, one platform thread for each lane
/// of the appender. Thread-safe.
final class Threads implements AutoCloseable {
    private static final long STOP_SECONDS = 5;

    private final ExecutorService blocking = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blocking-", 0).factory());
    private final List<ExecutorService> lanes = new ArrayList<>();

    Executor blocking() {
        return blocking;
    }

    synchronized Executor lane(int index) {
        ExecutorService lane = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("append-" + index).daemon().factory());
        lanes.add(lane);
        return lane;
    }

    /// Lets what was begun come to its end, within bounds.
    @Override
    public synchronized void close() {
        lanes.forEach(ExecutorService::shutdown);
        blocking.shutdown();
        try {
            for (ExecutorService lane : lanes) {
                boolean _ = lane.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            }
            boolean _ = blocking.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.forEach(ExecutorService::shutdownNow);
        blocking.shutdownNow();
    }
}
