package chat.carillon.server.websocket;

import chat.carillon.server.admission.Admission;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/// Measures how late an event loop is: it means to look at the clock at regular times, and comes when it can.
/// Confined to its event loop.
final class LoopLag implements Runnable {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final EventLoop loop;
    private final Admission admission;
    private long dueNanos;

    LoopLag(EventLoop loop, Admission admission) {
        this.loop = loop;
        this.admission = admission;
    }

    void start() {
        dueNanos = System.nanoTime() + PERIOD_NANOS;
        var _ = loop.schedule(this, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        admission.lagged(now - dueNanos, now);
        if (!loop.isShuttingDown()) {
            start();
        }
    }
}
