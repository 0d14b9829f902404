package chat.carillon.backend.postgres.cluster;

import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.model.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The sessions of this node, and what others do not know of them yet: whose last change is still to be written.
///
/// One that comes and goes before it was written leaves nothing behind, so however long nothing can be written, what
/// waits is bounded by the sessions that there are and those that there were when it last could. Thread-safe.
final class OwnSessions {
    private final Map<SessionId, Registration> present = new HashMap<>();
    private final Map<SessionId, Arrival> arrived = new LinkedHashMap<>();
    private final Map<SessionId, Registration> ended = new LinkedHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private boolean closed;

    /// @param written completes when it was tried
    private record Arrival(Registration registration, CompletableFuture<Void> written) {}

    /// What is to be written.
    ///
    /// @param tried tells those who wait that it was tried, with whatever success
    record Batch(List<Registration> opened, List<Registration> ended, Runnable tried) {
        boolean isEmpty() {
            return opened.isEmpty() && ended.isEmpty();
        }
    }

    /// @return completes when it was tried to write it
    synchronized CompletableFuture<Void> add(Registration registration) {
        SessionId id = registration.session();
        boolean known = present.put(id, registration) != null || ended.remove(id) != null;
        if (!known && !closed) {
            arrived.put(id, new Arrival(registration, new CompletableFuture<>()));
            tellWriter();
        }
        Arrival waiting = arrived.get(id);
        return waiting == null ? CompletableFuture.completedFuture(null) : waiting.written();
    }

    void remove(Registration registration) {
        Arrival unwritten = removed(registration);
        if (unwritten != null) {
            unwritten.written().complete(null);
        }
    }

    private synchronized @Nullable Arrival removed(Registration registration) {
        SessionId id = registration.session();
        Arrival unwritten = arrived.remove(id);
        if (present.remove(id) != null && unwritten == null && !closed) {
            ended.put(id, registration);
            tellWriter();
        }
        return unwritten;
    }

    private void tellWriter() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /// The next that waits, at most `max`; empty if nothing does for so long.
    Batch take(int max, Duration patience) throws InterruptedException {
        boolean _ = news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            Batch batch = batch(firstOf(arrived, max), firstOf(ended, max));
            if (!arrived.isEmpty() || !ended.isEmpty()) {
                tellWriter();
            }
            return batch;
        }
    }

    private static <T> List<T> firstOf(Map<SessionId, T> waiting, int max) {
        var first = new ArrayList<T>();
        Iterator<T> all = waiting.values().iterator();
        while (first.size() < max && all.hasNext()) {
            first.add(all.next());
            all.remove();
        }
        return first;
    }

    private static Batch batch(List<Arrival> arrivals, List<Registration> ended) {
        return new Batch(
                arrivals.stream().map(Arrival::registration).toList(),
                ended,
                () -> arrivals.forEach(arrival -> arrival.written().complete(null)));
    }

    /// All there are, for who writes everything anew: nothing else waits from here on.
    synchronized Batch all() {
        Runnable tried = batch(List.copyOf(arrived.values()), List.of()).tried();
        arrived.clear();
        ended.clear();
        return new Batch(List.copyOf(present.values()), List.of(), tried);
    }

    /// Nobody waits for anything any more.
    void close() {
        synchronized (this) {
            closed = true;
        }
        all().tried().run();
    }

    /// Changes that are still to be written.
    synchronized int waiting() {
        return arrived.size() + ended.size();
    }
}
