package chat.carillon.core.crowd.presence;

import chat.carillon.model.UserId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whom sessions want to watch, until it was looked up whom they may; and from time to time again, as who shares
/// a conversation changes. One is looked up at a time.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
///
/// @param <W> who watches
final class Wishes<W> {
    /// Who does not share a conversation any more is watched for as long at most.
    static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<W, Wish<W>> waiting = new LinkedHashMap<>();

    /// The longest granted first.
    private final Map<W, Granted<W>> granted = new LinkedHashMap<>();

    private @Nullable Wish<W> current;

    /// @param again whether it was granted before
    record Wish<W>(W watcher, UserId user, List<UserId> users, boolean again) {}

    private record Granted<W>(Wish<W> wish, long atNanos) {}

    /// Replaces the former wish of the watcher.
    synchronized void wish(W watcher, UserId user, List<UserId> users) {
        granted.remove(watcher);
        waiting.put(watcher, new Wish<>(watcher, user, users, false));
    }

    /// The watcher is gone.
    synchronized void forget(W watcher) {
        waiting.remove(watcher);
        granted.remove(watcher);
        if (current != null && current.watcher().equals(watcher)) {
            current = null;
        }
    }

    /// Has wishes wait again that were granted long ago.
    synchronized void again(long nowNanos, int max) {
        int left = max;
        for (Iterator<Granted<W>> all = granted.values().iterator(); all.hasNext() && left > 0; left--) {
            Granted<W> first = all.next();
            if (nowNanos - first.atNanos() < AGAIN_NANOS) {
                return;
            }
            all.remove();
            Wish<W> wish = first.wish();
            waiting.putIfAbsent(wish.watcher(), new Wish<>(wish.watcher(), wish.user(), wish.users(), true));
        }
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Takes the wish that has waited longest.
    synchronized Optional<Wish<W>> take() {
        Iterator<Wish<W>> all = waiting.values().iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        Wish<W> first = all.next();
        all.remove();
        current = first;
        return Optional.of(first);
    }

    /// The wish that was taken has been looked up.
    ///
    /// @return false if the watcher is gone meanwhile
    synchronized boolean granted(long nowNanos) {
        Wish<W> wish = current;
        current = null;
        if (wish == null) {
            return false;
        }
        if (!waiting.containsKey(wish.watcher())) {
            granted.put(wish.watcher(), new Granted<>(wish, nowNanos));
        }
        return true;
    }

    /// The wish that was taken could not be looked up: it waits again, unless there is a newer one.
    synchronized void failed() {
        Wish<W> wish = current;
        current = null;
        if (wish != null) {
            waiting.putIfAbsent(wish.watcher(), wish);
        }
    }
}
