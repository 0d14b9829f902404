package chat.carillon.backend.sqlite.db;

import chat.carillon.core.time.Time;
import java.time.Duration;

/// Interrupts a query that takes too long. Closed in the thread that runs the query: after that it
/// interrupts nothing, so that whoever has the connection next is safe. Thread-safe.
public final class Deadline implements AutoCloseable {
    private final Time.Timer timer;
    private final Query query;
    private boolean over;

    public Deadline(Time time, Duration after, Query query) {
        this.query = query;
        timer = time.after(after, this::expire);
    }

    private synchronized void expire() {
        if (!over) {
            query.cancel();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        timer.cancel();
    }
}
