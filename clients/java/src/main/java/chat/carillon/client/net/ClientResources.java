package chat.carillon.client.net;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What clients share: one HTTP client, one timer thread, and virtual threads.
///
/// A client makes its own unless it is given some; thousands of clients in one process should share one. Whoever
/// makes resources closes them, after the clients. Thread-safe.
public final class ClientResources implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timer;
    private final HttpClient http;

    private ClientResources() {
        executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("carillon-client-", 0).factory());
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("carillon-client-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    public static ClientResources create() {
        return new ClientResources();
    }

    public HttpClient http() {
        return http;
    }

    /// Runs each task on a virtual thread of its own.
    public Executor executor() {
        return executor;
    }

    public Ticker ticker() {
        return new SystemTicker();
    }

    /// Ends all threads; clients that are still open end with them.
    @Override
    public void close() {
        timer.shutdownNow();
        http.shutdownNow();
        executor.shutdownNow();
    }

    private final class SystemTicker implements Ticker {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            if (timer.isShutdown()) {
                return () -> {};
            }
            Future<?> future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }
    }
}
