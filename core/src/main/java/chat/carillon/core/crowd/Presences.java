package chat.carillon.core.crowd;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.session.FrameHandlers;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is there: tells sessions of the users whom they watch, and the other nodes of the users who are here, with one
/// record a tick. Thread-safe; what is called from outside never blocks.
///
/// Whom a session may watch is looked up in the store, one session after the other; under strain that waits, as
/// everything here does: nothing is lost by it, as only what is so at the end is told.
public final class Presences implements FrameHandlers.Departures {
    private static final Logger log = LoggerFactory.getLogger(Presences.class);

    /// Users in one record, or told of in one go; more wait for the next tick.
    private static final int MAX_A_TICK = 2_000;

    private static final int MAX_AGAIN_A_TICK = 50;

    /// Users of whom others may ask at a time; they ask again.
    private static final int MAX_QUESTIONS = 20_000;

    private final Crowd.Ways ways;
    private final String self;
    private final Time time;
    private final Executor blocking;
    private final CrowdCounters counters;
    private final Attendance attendance = new Attendance();
    private final Watches<Session> watches = new Watches<>();
    private final Wishes<Session> wishes = new Wishes<>();

    /// Of whom other nodes asked that are known here; guarded by itself.
    private final Set<UserId> questions = new LinkedHashSet<>();

    private final AtomicBoolean telling = new AtomicBoolean();
    private final AtomicBoolean granting = new AtomicBoolean();
    private volatile Supplier<List<NodeRecord>> others = List::of;
    private volatile boolean givenUp;

    Presences(Crowd.Ways ways, Time time, Executor blocking, CrowdCounters counters) {
        this.ways = ways;
        this.self = ways.sessions().node();
        this.time = time;
        this.blocking = blocking;
        this.counters = counters;
    }

    /// Has it know which other nodes live: what others said of their users is forgotten after a while.
    public void watchNodes(Supplier<List<NodeRecord>> living) {
        others = living;
    }

    /// On the session's loop.
    @Override
    public void opened(Session session) {
        attendance.came(session.user(), session.device(), session.id(), time.monotonicNanos());
        changed();
    }

    /// On the session's loop.
    @Override
    public void left(Session session) {
        if (session.isOpen()) {
            attendance.left(session.user(), session.id(), time.monotonicNanos(), time.wallMillis());
            wishes.forget(session);
            watches.forget(session);
            changed();
        }
    }

    /// What its user wants to be seen as. On the session's loop.
    public void wants(Session session, PresenceStatus status) {
        attendance.wants(session.user(), session.id(), status, time.monotonicNanos(), time.wallMillis());
        changed();
    }

    private void changed() {
        if (givenUp) {
            counters.addShed(EphemeralKind.PRESENCE);
        }
    }

    /// A session wants to be told of these users, and of nobody else. On the session's loop.
    public void watch(Session session, List<UserId> users) {
        if (users.isEmpty()) {
            wishes.forget(session);
            watches.forget(session);
            return;
        }
        wishes.wish(session, session.user(), users);
        changed();
        grantSoon();
    }

    /// Another node says so.
    void heard(String node, BusRecord.Presence record) {
        record.seen().forEach(notice -> watches.heard(node, notice));
        long nowNanos = time.monotonicNanos();
        for (UserId user : record.asked()) {
            if (attendance.of(user, nowNanos).isPresent()) {
                synchronized (questions) {
                    if (questions.size() < MAX_QUESTIONS) {
                        questions.add(user);
                    }
                }
            }
        }
    }

    /// @param strained whether presence is given up at present
    void tick(boolean strained) {
        givenUp = strained;
        long nowNanos = time.monotonicNanos();
        watches.living(living(), nowNanos, time.wallMillis());
        wishes.again(nowNanos, MAX_AGAIN_A_TICK);
        if (strained) {
            return;
        }
        grantSoon();
        boolean isDue = attendance.isDue(nowNanos) || watches.isDue(nowNanos) || isAsked();
        if (isDue && telling.compareAndSet(false, true)) {
            blocking.execute(this::tell);
        }
    }

    private Set<String> living() {
        var living = new HashSet<String>();
        living.add(self);
        others.get().forEach(node -> living.add(node.node()));
        return living;
    }

    private boolean isAsked() {
        synchronized (questions) {
            return !questions.isEmpty();
        }
    }

    private void tell() {
        try {
            long nowNanos = time.monotonicNanos();
            List<PresenceNotice> own = attendance.due(nowNanos, MAX_A_TICK);
            own.forEach(notice -> watches.heard(self, notice));
            tellNodes(own, watches.toAsk(nowNanos, MAX_A_TICK), nowNanos);
            for (Watches.Told<Session> told : watches.due(MAX_A_TICK)) {
                told.watchers().forEach(watcher -> watcher.reply(told.notice()));
                counters.addTold(EphemeralKind.PRESENCE);
            }
        } catch (RuntimeException e) {
            log.error("defect while telling who is there", e);
        } finally {
            telling.set(false);
        }
    }

    private void tellNodes(List<PresenceNotice> own, List<UserId> asked, long nowNanos) {
        if (!ways.bus().reachesOthers()) {
            return;
        }
        var seen = new ArrayList<>(own);
        takeQuestions().forEach(user -> attendance.of(user, nowNanos).ifPresent(seen::add));
        if (!seen.isEmpty() || !asked.isEmpty()) {
            ways.bus().tell(new BusRecord.Presence(seen, asked));
        }
    }

    private List<UserId> takeQuestions() {
        var taken = new ArrayList<UserId>();
        synchronized (questions) {
            for (Iterator<UserId> all = questions.iterator(); all.hasNext() && taken.size() < MAX_A_TICK; ) {
                taken.add(all.next());
                all.remove();
            }
        }
        return taken;
    }

    private void grantSoon() {
        if (!givenUp && !wishes.isEmpty() && granting.compareAndSet(false, true)) {
            blocking.execute(this::grant);
        }
    }

    /// Looks up whom the sessions may watch, and tells them at once.
    private void grant() {
        try {
            while (!givenUp) {
                Wishes.Wish<Session> wish = wishes.take().orElse(null);
                if (wish == null) {
                    return;
                }
                grant(wish);
                if (telling.compareAndSet(false, true)) {
                    tell();
                }
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
        List<UserId> visible = ways.members().sharing(wish.user(), wish.users());
        Set<UserId> elsewhere = elsewhere(visible);
        long nowNanos = time.monotonicNanos();
        watches.watch(wish.watcher(), visible, wish.again());
        for (UserId user : visible) {
            attendance.of(user, nowNanos).ifPresent(notice -> watches.heard(self, notice));
            watches.sought(user, elsewhere.contains(user), ways.bus().reachesOthers(), nowNanos);
        }
        if (!wishes.granted(nowNanos)) {
            watches.forget(wish.watcher());
        }
    }

    /// Who has sessions on other nodes; everybody, if nobody can say.
    private Set<UserId> elsewhere(Collection<UserId> users) {
        if (!ways.bus().reachesOthers()) {
            return Set.of();
        }
        try {
            var elsewhere = new HashSet<UserId>();
            for (var found : ways.registry().find(users).entrySet()) {
                if (found.getValue().stream().anyMatch(one -> !one.node().equals(self))) {
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
