package chat.carillon.core.node;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.conversation.AppendCounters;
import chat.carillon.core.conversation.Appender;
import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.conversation.Listeners;
import chat.carillon.core.conversation.Markers;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.crowd.Crowd;
import chat.carillon.core.crowd.Strain;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.fanout.Sweeper;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.notify.Notifying;
import chat.carillon.core.operator.Rounds;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.routing.Router;
import chat.carillon.core.routing.RoutingCounters;
import chat.carillon.core.session.Arrivals;
import chat.carillon.core.session.Connection;
import chat.carillon.core.session.FrameHandlers;
import chat.carillon.core.session.Identities;
import chat.carillon.core.session.Session;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.session.Welcoming;
import chat.carillon.core.session.handler.AckHandler;
import chat.carillon.core.session.handler.DeleteHandler;
import chat.carillon.core.session.handler.EditHandler;
import chat.carillon.core.session.handler.HelloHandler;
import chat.carillon.core.session.handler.PresenceHandler;
import chat.carillon.core.session.handler.ReactHandler;
import chat.carillon.core.session.handler.ReadHandler;
import chat.carillon.core.session.handler.SendHandler;
import chat.carillon.core.session.handler.SyncHandler;
import chat.carillon.core.session.handler.TypingHandler;
import chat.carillon.core.session.handler.UnreactHandler;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.core.trace.LocalTraces;
import chat.carillon.core.trace.RecordedBus;
import chat.carillon.core.trace.Recording;
import chat.carillon.core.trace.Tracer;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// One node of Carillon, without sockets: everything between a frame's bytes and the store.
/// Thread-safe.
///
/// A node that restarts is a new node: its name carries an incarnation, and nothing routed to its
/// former life is believed.
public final class Node {
    private final Journal journal;
    private final Tracer tracer;
    private final Rounds rounds;
    private final Listeners listeners = new Listeners();
    private final Conversations conversations;
    private final Reading reading;
    private final Markers markers;
    private final Crowd crowd;
    private final Fanout fanout;
    private final Sessions sessions;
    private final Arrivals arrivals;
    private final Router router;
    private final Appender appender;
    private final FrameHandlers handlers;
    private final Sweeper sweeper;
    private final StoreWatch storeWatch;
    private final ClusterWatch clusterWatch;
    private final double maxQueuedAppends;
    private volatile LongSupplier loopLagNanos = () -> 0;
    private final LaterGate gate = new LaterGate();
    private final List<LongConsumer> alsoLook = new CopyOnWriteArrayList<>();

    /// What a node stands on; whoever passes it closes it.
    public record Ground(Store store, Bus bus, SessionRegistry registry, Time time) {}

    /// Where a node's work runs.
    ///
    /// @param blocking runs what blocks; a virtual thread a task
    /// @param lanes gives each append lane a serial executor that may block
    public record Threads(Executor blocking, IntFunction<Executor> lanes) {}

    /// @param self what the node says of itself to others; its name carries an incarnation, such as
    ///     `chat-1#5f0c2a`
    public Node(NodeRecord self, Ground ground, Identities identities, Limits limits, Threads threads) {
        String name = self.node();
        Store store = ground.store();
        Time time = ground.time();
        Executor blocking = threads.blocking();

        journal = new Journal(time);
        Bus bus = new RecordedBus(ground.bus(), journal);
        var recording = new Recording(journal, this::joined);
        sessions = new Sessions(name, limits, time);
        fanout = new Fanout(bus, store.log(), time, limits, blocking, recording);
        arrivals = new Arrivals(sessions, store.conversations(), new OpenConversations(fanout), time, blocking);
        router = new Router(name, bus, ground.registry(), fanout, store.conversations(), blocking);
        appender = new Appender(store, listeners, limits, threads.lanes());
        conversations = new Conversations(store, appender, router, time);
        reading = new Reading(store, limits);
        var ways = new Crowd.Ways(fanout, router, sessions, store.members(), ground.bus(), ground.registry());
        crowd = new Crowd(ways, limits, time, blocking, this::strain);
        crowd.presences().watchNodes(this::otherNodes);
        listeners.add(recording, recording);
        listeners.add(crowd, crowd);
        listeners.add(router);
        markers = new Markers(store.conversations(), time, blocking, listeners, this::isSmall);
        storeWatch = new StoreWatch(store, sessions, time, blocking);
        var greeting = new Welcoming.Greeting(store.epoch(), limits, storeWatch::degraded);
        var welcoming = new Welcoming(sessions, arrivals, ground.registry(), identities, greeting, time);
        handlers = handlers(
                new HelloHandler(gate, identities, welcoming, blocking),
                new SyncHandler(reading, store.epoch(), limits, blocking),
                crowd.presences()
                        .and(welcoming)
                        .and(new SessionBound(limits.maxSessionsPerUser(), ground, sessions, blocking)));
        alsoLook.add(new MembershipWatch(store.conversations(), sessions, arrivals, ground.bus())::look);
        sweeper = new Sweeper(
                fanout,
                store.log(),
                ground.bus(),
                time,
                blocking,
                since -> alsoLook.forEach(look -> look.accept(since)));
        clusterWatch = new ClusterWatch(self, store.nodes(), ground.bus(), time, blocking);
        var local = new LocalTraces(name, journal, fanout, time, appender::laneOf);
        rounds = new Rounds(name, bus, this::otherNodeNames, blocking);
        tracer = new Tracer(store, local, rounds);
        bus.listen(rounds.before(crowd));
        maxQueuedAppends = (double) limits.maxQueuedAppends() * store.appendConcurrency();
    }

    private FrameHandlers handlers(HelloHandler hello, SyncHandler sync, FrameHandlers.Departures departures) {
        return new FrameHandlers(
                hello,
                new SendHandler(conversations),
                new EditHandler(conversations),
                new DeleteHandler(conversations),
                new ReactHandler(conversations),
                new UnreactHandler(conversations),
                sync,
                new AckHandler(markers),
                new ReadHandler(markers),
                new TypingHandler(crowd::typed),
                new PresenceHandler(crowd.presences()::wants),
                crowd.presences()::watch,
                departures);
    }

    /// Asks this gate from now on whether sessions may open.
    public void guard(HelloHandler.Gate by) {
        gate.ask(by);
    }

    private boolean isSmall(ConversationId conversation) {
        return fanout.standing(conversation).memberCount() <= Router.MAX_DIRECT_MEMBERS;
    }

    private Strain strain() {
        double backlog = Math.max(router.backlog(), appender.queued() / maxQueuedAppends);
        return new Strain(loopLagNanos.getAsLong(), backlog);
    }

    private void joined(ConversationId conversation, List<UserId> users) {
        arrivals.joined(conversation, users);
    }

    /// Takes its place among the nodes of the store. Blocks.
    ///
    /// @throws IncompatibleNodesException if it must not run beside them
    public void join() {
        clusterWatch.join();
    }

    /// Tells it of entries that became durable and of markers that were written, from now on.
    public void tell(Notifying notifying) {
        listeners.add(notifying, notifying);
    }

    /// Asks the store for something else as well, in the rhythm in which the node asks for changed
    /// logs.
    ///
    /// @param look is given the time of the store since when; it may block
    public void alsoLook(LongConsumer look) {
        alsoLook.add(look);
    }

    /// Asks how late the event loops were at worst lately, to know when ephemeral things must be
    /// given up.
    public void watchLoopLag(LongSupplier nanos) {
        loopLagNanos = nanos;
    }

    /// Begins to look after itself. Sessions may be accepted before.
    public void start() {
        sweeper.start();
        storeWatch.start();
        clusterWatch.start();
        crowd.start();
    }

    /// Stops looking after itself and writes what waits. Blocks. The sessions must have ended.
    public void stop() {
        crowd.stop();
        sweeper.stop();
        storeWatch.stop();
        clusterWatch.stop();
        markers.flush();
    }

    /// A session for a socket that has just been accepted.
    public Session accept(Connection connection) {
        return sessions.create(connection, handlers);
    }

    public Conversations conversations() {
        return conversations;
    }

    public Reading reading() {
        return reading;
    }

    public Markers markers() {
        return markers;
    }

    public Crowd crowd() {
        return crowd;
    }

    public Fanout fanout() {
        return fanout;
    }

    /// Has other nodes know how many handshakes a second this one takes; 0 while it takes none.
    public void announceArrivals(IntSupplier perSecond) {
        clusterWatch.announceArrivals(perSecond);
    }

    /// What this node says of itself.
    public NodeRecord self() {
        return clusterWatch.self();
    }

    /// The other nodes of the store that live, as of a second ago.
    public List<NodeRecord> otherNodes() {
        return clusterWatch.others();
    }

    private Set<String> otherNodeNames() {
        return otherNodes().stream().map(NodeRecord::node).collect(Collectors.toUnmodifiableSet());
    }

    /// What this node did with messages lately.
    public Journal journal() {
        return journal;
    }

    public Tracer tracer() {
        return tracer;
    }

    public Rounds rounds() {
        return rounds;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    public Sessions sessions() {
        return sessions;
    }

    public RoutingCounters routingCounters() {
        return router.counters();
    }

    public AppendCounters appendCounters() {
        return appender.counters();
    }

    /// Writes that wait for a commit.
    public int queuedAppends() {
        return appender.queued();
    }
}
