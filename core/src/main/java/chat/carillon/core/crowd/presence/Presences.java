package chat.carillon.core.crowd.presence;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.session.FrameHandlers;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.Headcount;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is there: tells sessions of the users whom they watch, and how many are there in the conversations that they
/// watch; and the other nodes of the users who are here, with one record a tick. Thread-safe; what is called from
/// outside never blocks.
///
/// Under strain all of it waits; nothing is lost by it, as only what is so at the end is told.
public final class Presences implements FrameHandlers.Departures {
    private static final Logger log = LoggerFactory.getLogger(Presences.class);

    /// Users, and conversations, in one record, or told of in one go; more wait for the next tick.
    private static final int MAX_A_TICK = 2_000;

    private final Ways ways;
    private final Time time;
    private final Executor blocking;
    private final Observer observer;
    private final Attendance attendance;
    private final Watches<Session> watches;
    private final Headcounts<Session> headcounts;
    private final Questions questions = new Questions();
    private final Grants grants;
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile Supplier<List<NodeRecord>> others = List::of;
    private volatile boolean givenUp;

    /// Confined to the tick.
    private Set<String> living = Set.of();

    /// Whom to ask and to tell.
    ///
    /// @param self name and incarnation of this node
    public record Ways(String self, Fanout local, MemberStore members, Bus bus, SessionRegistry registry) {}

    /// Counts what became of it.
    public interface Observer {
        /// A frame was made.
        void told();

        /// Something waits because of strain.
        void shed();
    }

    public Presences(Ways ways, Limits limits, Time time, Executor blocking, Observer observer) {
        this.ways = ways;
        this.time = time;
        this.blocking = blocking;
        this.observer = observer;
        this.attendance = new Attendance(limits.presenceGrace());
        this.watches = new Watches<>(limits);
        this.headcounts = new Headcounts<>(limits);
        this.grants = new Grants(ways, time, blocking, attendance, watches, this::tellNow);
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
            grants.forget(session);
            headcounts.forget(session);
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
            observer.shed();
        }
    }

    /// A session wants to be told of these users and conversations, and of nothing else. On the session's loop.
    public void watch(Session session, ClientFrame.Watch watch) {
        grants.wish(session, watch.users());
        List<ConversationId> attached = watch.conversations().stream()
                .filter(conversation -> session.connection().attached(conversation))
                .toList();
        headcounts.watch(session, attached, !ways.bus().reachesOthers(), time.monotonicNanos());
        if (!watch.users().isEmpty() || !attached.isEmpty()) {
            changed();
        }
    }

    /// Another node says so.
    public void heard(String node, BusRecord.Presence record) {
        long nowNanos = time.monotonicNanos();
        for (PresenceNotice notice : record.seen()) {
            watches.heard(node, notice);
            if (attendance.heard(node, notice.user(), notice.status() != PresenceStatus.OFFLINE)) {
                questions.add(notice.user());
            }
        }
        record.asked().stream()
                .filter(user -> attendance.of(user, nowNanos).isPresent())
                .forEach(questions::add);
        record.counts().forEach(count -> headcounts.heard(node, count));
        record.askedCounts().stream()
                .filter(conversation -> !ways.local().loops(conversation).isEmpty())
                .forEach(conversation -> headcounts.asked(conversation, nowNanos));
    }

    /// @param strained whether presence is given up at present
    public void tick(boolean strained) {
        givenUp = strained;
        long nowNanos = time.monotonicNanos();
        look(nowNanos);
        grants.tick(strained);
        boolean isDue =
                attendance.isDue(nowNanos) || watches.isDue(nowNanos) || !questions.isEmpty() || !headcounts.isEmpty();
        if (!strained && isDue && telling.compareAndSet(false, true)) {
            blocking.execute(this::tell);
        }
    }

    /// Looks which nodes live.
    private void look(long nowNanos) {
        var now = new HashSet<String>();
        now.add(ways.self());
        others.get().forEach(node -> now.add(node.node()));
        watches.living(now, nowNanos, time.wallMillis());
        if (!now.equals(living)) {
            living = now;
            attendance.living(now);
            headcounts.living(now);
        }
    }

    private void tellNow() {
        if (telling.compareAndSet(false, true)) {
            tell();
        }
    }

    private void tell() {
        try {
            long nowNanos = time.monotonicNanos();
            List<PresenceNotice> own = attendance.due(nowNanos, MAX_A_TICK);
            own.forEach(notice -> watches.heard(ways.self(), notice));
            headcounts.toCount(nowNanos, this::memberCount).forEach(this::count);
            tellNodes(own, watches.toAsk(nowNanos, MAX_A_TICK), nowNanos);
            for (Watches.Told<Session> told : watches.due(MAX_A_TICK)) {
                told.watchers().forEach(watcher -> watcher.reply(told.notice()));
                observer.told();
            }
            for (Headcounts.Told<Session> told : headcounts.due(nowNanos, this::memberCount, MAX_A_TICK)) {
                told.watchers().forEach(watcher -> tell(watcher, told.headcount()));
                observer.told();
            }
        } catch (RuntimeException e) {
            log.error("defect while telling who is there", e);
        } finally {
            telling.set(false);
        }
    }

    private int memberCount(ConversationId conversation) {
        return ways.local().standing(conversation).memberCount();
    }

    /// Whoever has left meanwhile is told nothing.
    private static void tell(Session session, Headcount headcount) {
        session.connection().loop().execute(() -> {
            if (session.isOpen() && session.connection().attached(headcount.conversation())) {
                session.reply(headcount);
            }
        });
    }

    /// What comes of it is told with the next tick.
    private void count(ConversationId conversation) {
        new Census(ways.local().loops(conversation), conversation, attached -> {
                    Set<UserId> before = headcounts.here(conversation);
                    headcounts.counted(conversation, attendance.counted(ways.self(), attached, before));
                })
                .begin();
    }

    private void tellNodes(List<PresenceNotice> own, List<UserId> asked, long nowNanos) {
        if (!ways.bus().reachesOthers()) {
            return;
        }
        var seen = new ArrayList<>(own);
        questions.take(MAX_A_TICK).forEach(user -> attendance.of(user, nowNanos).ifPresent(seen::add));
        var record = new BusRecord.Presence(
                seen, asked, headcounts.toSay(nowNanos, MAX_A_TICK), headcounts.toAsk(nowNanos, MAX_A_TICK));
        if (!record.isEmpty()) {
            ways.bus().tell(record);
        }
    }
}
