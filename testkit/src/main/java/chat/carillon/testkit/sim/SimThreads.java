package chat.carillon.testkit.sim;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/// Makes virtual threads that run only when, and where, the simulation runs them: JDK 25 can do that, but keeps it
/// to its own tests, so the JVM must be started with `--add-opens java.base/java.lang=ALL-UNNAMED`.
///
/// A thread that had to wait for a lock of the JDK itself comes back on another thread, at no certain time; it is run
/// as soon as it is there. So that this does not happen, only one simulation runs in a JVM at a time.
final class SimThreads {
    private final Executor scheduler;
    private final Thread.Builder.OfVirtual builder;
    private final Thread owner = Thread.currentThread();
    private final ConcurrentLinkedQueue<Runnable> handedBack = new ConcurrentLinkedQueue<>();

    /// @param scheduler is given every piece of work that lies between two waits of a thread
    SimThreads(Executor scheduler) {
        this.scheduler = scheduler;
        try {
            var constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            builder = (Thread.Builder.OfVirtual) constructor.newInstance((Executor) this::take);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "simulations need a JVM started with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    void start(Runnable task) {
        var _ = builder.start(task);
    }

    @SuppressWarnings("ReferenceEquality")
    private void take(Runnable piece) {
        if (Thread.currentThread() == owner) {
            scheduler.execute(piece);
        } else {
            handedBack.add(piece);
        }
    }

    /// Runs what came back on other threads. A thread that waits for a lock of this simulation, whose owner waits
    /// itself, never comes back.
    void runHandedBack() {
        Runnable piece;
        while ((piece = handedBack.poll()) != null) {
            piece.run();
        }
    }
}
