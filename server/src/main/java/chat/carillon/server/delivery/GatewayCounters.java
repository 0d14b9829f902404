package chat.carillon.server.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What the gateway has done since it started. Thread-safe.
public final class GatewayCounters {
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder lagging = new LongAdder();
    private final LongAdder slowClosed = new LongAdder();
    private final LongAdder inboxOverflows = new LongAdder();

    /// @return connections now
    public int opened() {
        accepted.increment();
        return connections.incrementAndGet();
    }

    public void closed() {
        connections.decrementAndGet();
    }

    void add(long deliveredFrames, long socketWrites) {
        delivered.add(deliveredFrames);
        writes.add(socketWrites);
    }

    void lagging() {
        lagging.increment();
    }

    public void slowConsumerClosed() {
        slowClosed.increment();
    }

    void inboxOverflow() {
        inboxOverflows.increment();
    }

    /// Sockets that are open now.
    public int connections() {
        return connections.get();
    }

    public long accepted() {
        return accepted.sum();
    }

    /// Frames of feeds that were given to sockets: one a frame and member.
    public long delivered() {
        return delivered.sum();
    }

    /// System calls (or, with TLS, buffers) that carried them.
    public long writes() {
        return writes.sum();
    }

    /// Times that a socket was told to sync because it lagged.
    public long laggards() {
        return lagging.sum();
    }

    public long slowConsumersClosed() {
        return slowClosed.sum();
    }

    public long inboxOverflows() {
        return inboxOverflows.sum();
    }
}
