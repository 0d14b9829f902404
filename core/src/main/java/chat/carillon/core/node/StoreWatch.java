package chat.carillon.core.node;

import chat.carillon.core.session.Sessions;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells every session when the store stops taking writes (`degraded`) and when it takes them again
/// (`recovered`), and tries every half second whether it does. One try at a time.
final class StoreWatch {
    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Store store;
    private final Sessions sessions;
    private final Time time;
    private final Executor blocking;
    private volatile boolean degraded;
    private volatile boolean stopped;

    StoreWatch(Store store, Sessions sessions, Time time, Executor blocking) {
        this.store = store;
        this.sessions = sessions;
        this.time = time;
        this.blocking = blocking;
    }

    void start() {
        if (!stopped) {
            time.after(LOOK_EVERY, this::look);
        }
    }

    void stop() {
        stopped = true;
    }

    /// What the sessions were told last. Any thread.
    boolean degraded() {
        return degraded;
    }

    private void look() {
        if (store.refusal().isPresent()) {
            blocking.execute(this::probe);
        } else {
            settle();
            start();
        }
    }

    private void probe() {
        try {
            settle();
            store.probe();
        } catch (RuntimeException e) {
            log.warn("the store still refuses: {}", e.getMessage());
        } finally {
            start();
        }
    }

    private void settle() {
        boolean refuses = store.refusal().isPresent();
        if (refuses == degraded) {
            return;
        }
        // Before the broadcast, so that a session that opens meanwhile is told by one of the two.
        degraded = refuses;
        if (refuses) {
            log.error("the store refuses writes: {}", store.refusal().orElse(""));
            sessions.broadcast(ServerFrame.Degraded.STORE);
        } else {
            log.info("the store takes writes again");
            sessions.broadcast(new ServerFrame.Recovered());
        }
    }
}
