package chat.carillon.core.conversation;

import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers acks and read markers and flushes the latest of each in bulk, at a bounded rate: ten
/// thousand members that ack every message cost a few transactions a second, not ten thousand, and
/// leave the store to the appends. First come acks in small conversations, for want of which a
/// telephone would ring, then what was read, then other acks; none of them keeps the others out.
///
/// Lossy on purpose: a crash forgets the markers that wait; acks are said again by clients when they
/// reconnect. Thread-safe, never blocks.
public final class Markers {
    private static final Logger log = LoggerFactory.getLogger(Markers.class);

    /// How long the first marker waits for company.
    private static final Duration GATHER = Duration.ofSeconds(1);

    /// Between two flushes while more waits.
    static final Duration PACE = Duration.ofMillis(200);

    /// Of what waits, a fifth goes with each flush, within these bounds: the more there is, the faster it is written,
    /// so that it is known who has a message before it is ripe for push. With [#PACE], 2,500 to 10,000 a second.
    static final int MIN_A_FLUSH = 500;

    static final int MAX_A_FLUSH = 2_000;
    private static final int FLUSHES = 5;

    static final int MAX_WAITING = 100_000;

    private final ConversationStore store;
    private final Time time;
    private final Executor blocking;
    private final MarkerListener listener;
    private final Predicate<ConversationId> small;

    /// Acks in small conversations, what was read, other acks; each the oldest first. Guarded by
    /// itself.
    private final List<Map<Key, Marker>> waiting =
            List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());

    private boolean scheduled;

    /// @param blocking runs what blocks
    /// @param small whether a conversation is so small that each of its members' acks is waited for
    public Markers(
            ConversationStore store,
            Time time,
            Executor blocking,
            MarkerListener listener,
            Predicate<ConversationId> small) {
        this.store = store;
        this.time = time;
        this.blocking = blocking;
        this.listener = listener;
        this.small = small;
    }

    /// @param device null for a read marker, which belongs to the user
    private record Key(
            ConversationId conversation,
            UserId user,
            @Nullable DeviceId device) {}

    /// Remembers a marker until it is flushed; the highest seq wins. Past the bound, new ones are
    /// dropped: the client's next ack says it again.
    public void mark(Marker marker) {
        listener.marked(marker);
        add(marker);
    }

    private void add(Marker marker) {
        Map<Key, Marker> queue = waiting.get(urgency(marker));
        synchronized (waiting) {
            Key key = key(marker);
            if (queue.size() < MAX_WAITING || queue.containsKey(key)) {
                queue.merge(key, marker, Markers::furthest);
            }
            if (!scheduled) {
                scheduled = true;
                scheduleFlush(GATHER);
            }
        }
    }

    private int urgency(Marker marker) {
        return switch (marker) {
            case Marker.ReceivedUpTo _ -> small.test(marker.conversation()) ? 0 : 2;
            case Marker.ReadUpTo _ -> 1;
        };
    }

    private static Key key(Marker marker) {
        return switch (marker) {
            case Marker.ReadUpTo read -> new Key(read.conversation(), read.user(), null);
            case Marker.ReceivedUpTo received -> new Key(received.conversation(), received.user(), received.device());
        };
    }

    private static Marker furthest(Marker one, Marker other) {
        if (one instanceof Marker.ReceivedUpTo a && other instanceof Marker.ReceivedUpTo b) {
            return new Marker.ReceivedUpTo(
                    a.conversation(),
                    a.user(),
                    a.device(),
                    Math.max(a.seq(), b.seq()),
                    Math.max(a.attendedSeq(), b.attendedSeq()));
        }
        return one.seq() >= other.seq() ? one : other;
    }

    private void scheduleFlush(Duration delay) {
        time.after(delay, () -> blocking.execute(this::flushAndSchedule));
    }

    private void flushAndSchedule() {
        boolean written = write(take());
        synchronized (waiting) {
            boolean more = waiting.stream().anyMatch(queue -> !queue.isEmpty());
            scheduled = more;
            if (more) {
                scheduleFlush(written ? PACE : GATHER);
            }
        }
    }

    /// Writes all that waits. Blocks.
    public void flush() {
        while (true) {
            List<Marker> batch = take();
            if (batch.isEmpty() || !write(batch)) {
                return;
            }
        }
    }

    /// The most urgent first; but whoever is behind has half of what is left, if it has so much.
    private List<Marker> take() {
        var batch = new ArrayList<Marker>();
        synchronized (waiting) {
            int behind = waiting();
            int max = Math.clamp(behind / FLUSHES, MIN_A_FLUSH, MAX_A_FLUSH);
            for (Map<Key, Marker> queue : waiting) {
                behind -= queue.size();
                int left = max - batch.size();
                int end = batch.size() + Math.max(left - behind, left / 2);
                for (Iterator<Marker> all = queue.values().iterator(); all.hasNext() && batch.size() < end; ) {
                    batch.add(all.next());
                    all.remove();
                }
            }
        }
        return batch;
    }

    /// A defect costs the markers of this batch, which clients say again, and not all that come after.
    ///
    /// @return false if the store was unavailable; the markers wait again then
    private boolean write(List<Marker> batch) {
        if (batch.isEmpty()) {
            return true;
        }
        try {
            store.mark(batch);
            listener.written(batch);
        } catch (StoreUnavailableException e) {
            log.warn("{} markers wait for the store: {}", batch.size(), e.getMessage());
            batch.forEach(this::add);
            return false;
        } catch (RuntimeException e) {
            log.error("defect while writing {} markers", batch.size(), e);
        }
        return true;
    }

    /// Markers that wait.
    public int waiting() {
        synchronized (waiting) {
            return waiting.stream().mapToInt(Map::size).sum();
        }
    }
}
