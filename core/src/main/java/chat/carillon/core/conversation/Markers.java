package chat.carillon.core.conversation;

import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers acks and read markers and flushes the latest of each in bulk: ten thousand members that ack every
/// message cost a transaction a second, not ten thousand. Lossy on purpose: a crash forgets up to a second of
/// markers, which clients send again when they reconnect. Thread-safe, never blocks.
public final class Markers {
    private static final Logger log = LoggerFactory.getLogger(Markers.class);
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);
    private static final int MAX_WAITING = 100_000;

    private final ConversationStore store;
    private final Time time;
    private final Executor blocking;
    private final MarkerListener listener;
    private final ConcurrentHashMap<Key, Marker> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /// @param blocking runs what blocks
    public Markers(ConversationStore store, Time time, Executor blocking, MarkerListener listener) {
        this.store = store;
        this.time = time;
        this.blocking = blocking;
        this.listener = listener;
    }

    /// @param device null for a read marker, which belongs to the user
    private record Key(
            ConversationId conversation,
            UserId user,
            @Nullable DeviceId device) {}

    /// Remembers a marker until the next flush; the highest seq wins. Past the bound, new ones are dropped: the
    /// client's next ack says it again.
    public void mark(Marker marker) {
        listener.marked(marker);
        add(marker);
    }

    private void add(Marker marker) {
        DeviceId device = switch (marker) {
            case Marker.ReadUpTo _ -> null;
            case Marker.ReceivedUpTo received -> received.device();
        };
        var key = new Key(marker.conversation(), marker.user(), device);
        if (waiting.size() >= MAX_WAITING && !waiting.containsKey(key)) {
            return;
        }
        waiting.merge(key, marker, (a, b) -> a.seq() >= b.seq() ? a : b);
        if (scheduled.compareAndSet(false, true)) {
            time.after(FLUSH_EVERY, () -> blocking.execute(this::flush));
        }
    }

    /// Writes what waits. Blocks.
    public void flush() {
        scheduled.set(false);
        List<Marker> batch = waiting.entrySet().stream()
                .filter(waiting -> this.waiting.remove(waiting.getKey(), waiting.getValue()))
                .map(java.util.Map.Entry::getValue)
                .toList();
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.mark(batch);
        } catch (StoreUnavailableException e) {
            log.warn("{} markers wait for the store: {}", batch.size(), e.getMessage());
            batch.forEach(this::add);
            return;
        }
        listener.written(batch);
    }
}
