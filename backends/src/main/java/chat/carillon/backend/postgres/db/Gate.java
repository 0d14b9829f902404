package chat.carillon.backend.postgres.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the database takes writes. Closed by whoever finds that it does not, opened by a probe
/// that has written: so nobody waits for a database that is known to be gone. Thread-safe.
public final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Closed closed;

    /// @param lost whether not even reading works
    private record Closed(String reason, boolean lost) {}

    public Optional<String> refusal() {
        Closed state = closed;
        return state == null ? Optional.empty() : Optional.of(state.reason());
    }

    /// @throws StoreUnavailableException if writes are refused
    void checkWriting() {
        Closed state = closed;
        if (state != null) {
            throw new StoreUnavailableException(state.reason(), null);
        }
    }

    /// @throws StoreUnavailableException if the database cannot be reached
    void checkReading() {
        Closed state = closed;
        if (state != null && state.lost()) {
            throw new StoreUnavailableException(state.reason(), null);
        }
    }

    /// The database is there, but takes no writes.
    void refuse(String reason) {
        close(new Closed(reason, false));
    }

    /// The database is not there.
    void lose(String reason) {
        close(new Closed(reason, true));
    }

    private void close(Closed state) {
        if (closed == null) {
            log.error("writes are refused: {}", state.reason());
        }
        closed = state;
    }

    /// Has `listener` told when a database is back that was not there; before anybody uses it.
    void whenBack(Runnable listener) {
        listeners.add(listener);
    }

    synchronized void open() {
        Closed state = closed;
        if (state == null) {
            return;
        }
        if (state.lost()) {
            listeners.forEach(Runnable::run);
        }
        closed = null;
        log.info("writes are taken again");
    }
}
