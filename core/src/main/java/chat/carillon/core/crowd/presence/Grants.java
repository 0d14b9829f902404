package chat.carillon.core.crowd.presence;

import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets sessions watch their users and those with whom these share a conversation. The store is asked, for one session
/// after the other, and the registry whether other nodes may know of them. Thread-safe; what is called from outside
/// never blocks.
final class Grants {
    private static final Logger log = LoggerFactory.getLogger(Grants.class);

    private static final int MAX_AGAIN_A_TICK = 50;

    private final Presences.Ways ways;
    private final Time time;
    private final Executor blocking;
    private final Attendance attendance;
    private final Watches<Session> watches;
    private final Runnable tell;
    private final Wishes<Session> wishes = new Wishes<>();
    private final AtomicBoolean granting = new AtomicBoolean();
    private volatile boolean givenUp;

    /// @param tell runs after each grant, on the thread that looked it up
    Grants(
            Presences.Ways ways,
            Time time,
            Executor blocking,
            Attendance attendance,
            Watches<Session> watches,
            Runnable tell) {
        this.ways = ways;
        this.time = time;
        this.blocking = blocking;
        this.attendance = attendance;
        this.watches = watches;
        this.tell = tell;
    }

    /// A session wants to be told of these users, and of nobody else.
    void wish(Session session, List<UserId> users) {
        if (users.isEmpty()) {
            forget(session);
        } else {
            wishes.wish(session, session.user(), users);
            grantSoon();
        }
    }

    void forget(Session session) {
        wishes.forget(session);
        watches.forget(session);
    }

    void tick(boolean strained) {
        givenUp = strained;
        wishes.again(time.monotonicNanos(), MAX_AGAIN_A_TICK);
        grantSoon();
    }

    private void grantSoon() {
        if (!givenUp && !wishes.isEmpty() && granting.compareAndSet(false, true)) {
            blocking.execute(this::grant);
        }
    }

    private void grant() {
        try {
            while (!givenUp) {
                Wishes.Wish<Session> wish = wishes.take().orElse(null);
                if (wish == null) {
                    return;
                }
                grant(wish);
                tell.run();
            }
        } catch (StoreUnavailableException e) {
            log.warn("nobody is told who is there: {}", e.getMessage());
            wishes.failed();
        } catch (RuntimeException e) {
            log.error("defect while looking up who may be watched", e);
        } finally {
            granting.set(false);
        }
    }

    private void grant(Wishes.Wish<Session> wish) {
        List<UserId> visible = visible(wish.user(), wish.users());
        Set<UserId> elsewhere = elsewhere(visible);
        long nowNanos = time.monotonicNanos();
        watches.watch(wish.watcher(), visible, wish.again());
        for (UserId user : visible) {
            attendance.of(user, nowNanos).ifPresent(notice -> watches.heard(ways.self(), notice));
            watches.sought(user, elsewhere.contains(user), ways.bus().reachesOthers(), nowNanos);
        }
        if (!wishes.granted(nowNanos)) {
            watches.forget(wish.watcher());
        }
    }

    /// Those with whom the user shares a conversation, and the user, who may be in none yet.
    private List<UserId> visible(UserId user, Collection<UserId> wanted) {
        var visible = new LinkedHashSet<>(ways.members().sharing(user, wanted));
        if (wanted.contains(user)) {
            visible.add(user);
        }
        return List.copyOf(visible);
    }

    /// Who has sessions on other nodes; everybody, if nobody can say.
    private Set<UserId> elsewhere(Collection<UserId> users) {
        if (!ways.bus().reachesOthers()) {
            return Set.of();
        }
        try {
            var elsewhere = new HashSet<UserId>();
            for (var found : ways.registry().find(users).entrySet()) {
                if (found.getValue().stream().anyMatch(one -> !one.node().equals(ways.self()))) {
                    elsewhere.add(found.getKey());
                }
            }
            return elsewhere;
        } catch (RegistryUnavailableException e) {
            log.warn("other nodes are asked who is there: {}", e.getMessage());
            return Set.copyOf(users);
        }
    }
}
