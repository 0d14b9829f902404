package chat.carillon.core.crowd.presence;

import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who on this node looks at whom, and what the nodes say of those who are looked at: a user is what the most present
/// of their nodes says. Of others nothing is kept.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
///
/// @param <W> who watches
final class Watches<W> {
    /// How long a node is waited for that has sessions of a user and was asked what they are seen as.
    static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    static final int MAX_ASKS = 3;

    /// Stands for the nodes that are gone.
    private static final String NOBODY = "";

    private final int maxWatches;
    private final long graceNanos;
    private final Map<W, Set<UserId>> watchers = new HashMap<>();
    private final Map<UserId, Watched<W>> users = new HashMap<>();

    /// Users of whom it is to be asked elsewhere, the first to be asked first.
    private final Map<UserId, Ask> asks = new LinkedHashMap<>();

    private final Set<UserId> changed = new LinkedHashSet<>();

    /// Nodes that are not there any more, and whose users may still turn up elsewhere.
    private final Map<String, Gone> gone = new LinkedHashMap<>();

    /// Nodes that have said anything of those who are watched.
    private final Set<String> speakers = new LinkedHashSet<>();

    private int watches;

    /// @param limits bound the watched users of all watchers; who comes too late is told of nobody
    Watches(Limits limits) {
        this.maxWatches = limits.maxWatches();
        this.graceNanos = limits.presenceGrace().toNanos();
    }

    private record Ask(int left, long atNanos) {}

    private record Gone(long sinceNanos, long sinceMillis) {}

    /// A frame and who is told.
    record Told<W>(PresenceNotice notice, List<W> watchers) {}

    private static final class Watched<W> {
        private final UserId user;
        private final Set<W> watchers = new LinkedHashSet<>();
        private final Map<String, PresenceNotice> byNode = new LinkedHashMap<>(2);

        /// Watchers that have not been told anything yet, if any.
        private @Nullable Set<W> newcomers;

        /// Whether it is certain enough that nobody else knows better.
        private boolean certain;

        private @Nullable PresenceNotice told;

        private Watched(UserId user) {
            this.user = user;
        }

        private void greet(W watcher) {
            if (newcomers == null) {
                newcomers = new LinkedHashSet<>(2);
            }
            newcomers.add(watcher);
        }

        /// Who has to be told that the user is seen so: everybody of what is new, else only who does not know it.
        private List<W> untold(PresenceNotice seen) {
            boolean isNew = !seen.equals(told);
            Set<W> some = newcomers == null ? Set.of() : newcomers;
            told = seen;
            newcomers = null;
            return List.copyOf(isNew ? watchers : some);
        }

        private PresenceNotice seen() {
            PresenceStatus status = PresenceStatus.OFFLINE;
            Long lastSeen = null;
            for (PresenceNotice one : byNode.values()) {
                status = Attendance.morePresent(status, one.status());
                Long seen = one.lastSeenAtMillis();
                lastSeen = seen == null || (lastSeen != null && lastSeen >= seen) ? lastSeen : seen;
            }
            return new PresenceNotice(user, status, status == PresenceStatus.OFFLINE ? lastSeen : null);
        }
    }

    /// From now on a watcher looks at these users, and at nobody else. It is told of them with what is [#due] next.
    ///
    /// @param again whether it was told already of those at whom it looked before
    synchronized void watch(W watcher, Collection<UserId> wanted, boolean again) {
        Set<UserId> former = watchers.getOrDefault(watcher, Set.of());
        var all = new LinkedHashSet<UserId>();
        int free = maxWatches - watches + former.size();
        for (UserId user : wanted) {
            if (all.size() >= free || !all.add(user)) {
                continue;
            }
            Watched<W> watched = users.computeIfAbsent(user, Watched::new);
            if (watched.watchers.add(watcher) || !again) {
                watched.greet(watcher);
                changed.add(user);
            }
        }
        former.stream().filter(user -> !all.contains(user)).forEach(user -> unwatch(watcher, user));
        watches += all.size() - former.size();
        if (all.isEmpty()) {
            watchers.remove(watcher);
        } else {
            watchers.put(watcher, all);
        }
    }

    private void unwatch(W watcher, UserId user) {
        Watched<W> watched = users.get(user);
        if (watched == null) {
            return;
        }
        watched.watchers.remove(watcher);
        if (watched.newcomers != null) {
            watched.newcomers.remove(watcher);
        }
        if (watched.watchers.isEmpty()) {
            users.remove(user);
            asks.remove(user);
            changed.remove(user);
        }
    }

    /// A watcher is gone.
    synchronized void forget(W watcher) {
        Set<UserId> former = watchers.remove(watcher);
        if (former != null) {
            watches -= former.size();
            former.forEach(user -> unwatch(watcher, user));
        }
    }

    /// A user is looked at, of whom nothing may be known yet.
    ///
    /// @param elsewhere whether other nodes may have sessions of theirs: then they are asked before it is said that
    ///     the user is offline
    /// @param ask whether there are other nodes that may know more, such as when the user was seen last
    synchronized void sought(UserId user, boolean elsewhere, boolean ask, long nowNanos) {
        Watched<W> watched = users.get(user);
        if (watched == null) {
            return;
        }
        changed.add(user);
        watched.certain |= !elsewhere;
        if (ask && (elsewhere || watched.seen().status() == PresenceStatus.OFFLINE)) {
            asks.putIfAbsent(user, new Ask(watched.certain ? 1 : MAX_ASKS, nowNanos));
        }
    }

    /// Takes the users of whom other nodes should be asked now.
    synchronized List<UserId> toAsk(long nowNanos, int max) {
        var now = new ArrayList<UserId>();
        for (Iterator<Map.Entry<UserId, Ask>> all = asks.entrySet().iterator(); all.hasNext() && now.size() < max; ) {
            Map.Entry<UserId, Ask> one = all.next();
            Ask ask = one.getValue();
            if (nowNanos - ask.atNanos() < 0) {
                continue;
            }
            if (ask.left() > 0) {
                now.add(one.getKey());
                one.setValue(new Ask(ask.left() - 1, nowNanos + ASK_EVERY_NANOS));
            } else {
                all.remove();
                answered(one.getKey());
            }
        }
        return now;
    }

    /// Nobody else will answer. Of a user of whom nobody said anything nothing is told: a node under strain may have
    /// sessions of theirs.
    private void answered(UserId user) {
        Watched<W> watched = users.get(user);
        if (watched != null && !watched.byNode.isEmpty()) {
            watched.certain = true;
            changed.add(user);
        }
    }

    /// A node says what a user is seen as on it.
    synchronized void heard(String node, PresenceNotice notice) {
        Watched<W> watched = users.get(notice.user());
        if (watched == null) {
            return;
        }
        watched.byNode.put(node, notice);
        speakers.add(node);
        if (notice.status() != PresenceStatus.OFFLINE) {
            watched.certain = true;
            asks.remove(notice.user());
        }
        changed.add(notice.user());
    }

    /// These nodes live. What others said counts a little longer, while their users come to other nodes.
    synchronized void living(Set<String> nodes, long nowNanos, long nowMillis) {
        gone.keySet().removeIf(nodes::contains);
        for (String node : speakers) {
            if (!nodes.contains(node)) {
                gone.putIfAbsent(node, new Gone(nowNanos, nowMillis));
            }
        }
        for (Iterator<Map.Entry<String, Gone>> all = gone.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Gone> one = all.next();
            if (nowNanos - one.getValue().sinceNanos() >= graceNanos) {
                all.remove();
                bury(one.getKey(), one.getValue().sinceMillis());
            }
        }
    }

    private void bury(String node, long sinceMillis) {
        speakers.remove(node);
        for (Watched<W> watched : users.values()) {
            PresenceNotice last = watched.byNode.remove(node);
            if (last == null) {
                continue;
            }
            boolean wasThere = last.status() != PresenceStatus.OFFLINE;
            watched.byNode.put(
                    NOBODY, wasThere ? new PresenceNotice(watched.user, PresenceStatus.OFFLINE, sinceMillis) : last);
            changed.add(watched.user);
        }
    }

    /// Whether there is anything to take or to ask.
    synchronized boolean isDue(long nowNanos) {
        if (!changed.isEmpty()) {
            return true;
        }
        return asks.values().stream().anyMatch(ask -> nowNanos - ask.atNanos() >= 0);
    }

    /// Takes what is to be told: users that are seen as something else than was told last.
    synchronized List<Told<W>> due(int max) {
        var due = new ArrayList<Told<W>>();
        for (Iterator<UserId> all = changed.iterator(); all.hasNext() && due.size() < max; ) {
            UserId user = all.next();
            all.remove();
            Watched<W> watched = users.get(user);
            if (watched == null) {
                continue;
            }
            PresenceNotice seen = watched.seen();
            if (watched.certain || seen.status() != PresenceStatus.OFFLINE) {
                List<W> untold = watched.untold(seen);
                if (!untold.isEmpty()) {
                    due.add(new Told<>(seen, untold));
                }
            }
        }
        return due;
    }
}
