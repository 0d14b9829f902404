package chat.carillon.backend.sqlite.search;

import chat.carillon.backend.sqlite.db.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index current, in a thread of its own.
///
/// Changes gather for a moment and are written together, unless a search waits for them.
/// Thread-safe: fields are guarded by the lock, the [IndexWriter] is confined to the thread.
final class Indexer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Indexer.class);

    /// More changed conversations than this are found by looking at all of them.
    private static final int MAX_CHANGED = 10_000;

    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration MAX_CLOSE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition indexed = lock.newCondition();
    private final IndexWriter writer;
    private final SearchFile file;
    private final Thread thread;

    /// Ids of conversations that changed since the last round.
    private Set<String> changed = new HashSet<>();

    /// Whether all conversations must be looked at: after the start, after a failure, after too
    /// many changes.
    private boolean all = true;

    /// Counts rounds of changes; and up to which of them the index has everything.
    private long changes = 1;

    private long indexedChanges;
    private int waiting;
    private boolean closing;

    Indexer(IndexWriter writer, SearchFile file) {
        this.writer = writer;
        this.file = file;
        thread = Thread.ofPlatform().name("carillon-indexer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void changed(String conversation) {
        lock.lock();
        try {
            changes++;
            if (changed.size() < MAX_CHANGED) {
                changed.add(conversation);
            } else {
                all = true;
            }
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything that was changed before this call is in the index.
    ///
    /// @return false if that takes longer than `atMost`
    boolean await(Duration atMost) {
        lock.lock();
        try {
            long target = changes;
            long left = atMost.toNanos();
            waiting++;
            work.signal();
            while (indexedChanges < target && left > 0) {
                left = indexed.awaitNanos(left);
            }
            return indexedChanges >= target;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /// What one round takes on.
    private record Round(Set<String> conversations, boolean all, long changes) {}

    private void run() {
        try (writer) {
            for (Round round = next(); round != null; round = next()) {
                boolean done = index(round);
                finished(round, done);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for changes, and for more of them to gather; null at the end.
    private @Nullable Round next() throws InterruptedException {
        lock.lock();
        try {
            while (!closing && indexedChanges == changes) {
                work.await();
            }
            long left = GATHERING.toNanos();
            while (!closing && waiting == 0 && left > 0) {
                left = work.awaitNanos(left);
            }
            if (closing) {
                return null;
            }
            var round = new Round(changed, all, changes);
            changed = new HashSet<>();
            all = false;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private boolean index(Round round) {
        try {
            if (round.all()) {
                writer.catchUpAll();
            } else {
                for (String conversation : round.conversations()) {
                    writer.catchUp(conversation);
                }
                writer.flush();
            }
            return true;
        } catch (SQLException e) {
            if (Failures.isDamage(e)) {
                file.markDamaged();
                log.error("the search index is damaged; the next start makes it anew");
            } else {
                log.warn("the search index falls behind: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            log.error("defect while indexing", e);
        }
        return false;
    }

    private void finished(Round round, boolean done) throws InterruptedException {
        lock.lock();
        try {
            if (done) {
                indexedChanges = round.changes();
                indexed.signalAll();
                return;
            }
            all = true;
            long left = PAUSE_AFTER_FAILURE.toNanos();
            while (!closing && left > 0) {
                left = work.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(MAX_CLOSE)) {
                log.warn("the indexer does not end within {} s", MAX_CLOSE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
