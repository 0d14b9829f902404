package chat.carillon.core.bus;

import java.util.concurrent.atomic.LongAdder;

/// What a bus carried, since the node started. Thread-safe.
public final class BusCounters {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder ignored = new LongAdder();

    public void addSent() {
        sent.increment();
    }

    public void addReceived() {
        received.increment();
    }

    public void addDropped() {
        dropped.increment();
    }

    public void addIgnored() {
        ignored.increment();
    }

    /// Records that the broker took, beats included.
    public long sent() {
        return sent.sum();
    }

    /// Records of other nodes' conversations.
    public long received() {
        return received.sum();
    }

    /// Records that could not be handed to the broker.
    public long dropped() {
        return dropped.sum();
    }

    /// Records of a version that this node does not know.
    public long ignored() {
        return ignored.sum();
    }
}
