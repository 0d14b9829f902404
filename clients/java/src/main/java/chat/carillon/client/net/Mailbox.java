package chat.carillon.client.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks one after the other, in the order given, on threads of an executor that it keeps only while there is
/// something to do. Thread-safe: what only its tasks touch needs no lock.
public final class Mailbox implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    public Mailbox(Executor executor) {
        this.executor = executor;
    }

    /// Tasks that wait or run.
    public int size() {
        return size.get();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (size.getAndIncrement() == 0) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException _) {
                log.debug("the client's resources were closed: {} tasks are dropped", size.get());
            }
        }
    }

    private void run() {
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                runOne(task);
            }
        } while (size.decrementAndGet() > 0);
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("defect in the client", e);
        }
    }
}
