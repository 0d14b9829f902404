package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.RegionalBus;
import chat.carillon.core.node.Node;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.registry.RegionalSessionRegistry;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.Sabotage;
import chat.carillon.testkit.sim.SimDatabase;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.SimStore;
import chat.carillon.testkit.sim.SimTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One life of a node. A node that starts again is another one of the same name.
public final class SimNode {
    private static final int LOOPS = 2;

    private static final Duration JOIN_AGAIN_AFTER = Duration.ofMillis(500);

    private final String name;
    private final SimScheduler scheduler;
    private final Life life = new Life();
    private final SimTime time;
    private final SimStore store;
    private final List<SimBus> buses = new ArrayList<>();
    private final List<SimRegistry> registries = new ArrayList<>();
    private final Executor blocking;
    private final Node node;
    private final List<SimLoop> loops;
    private final List<SimConnection> connections = new ArrayList<>();
    private long servesSinceNanos = Long.MAX_VALUE;
    private long awakeSinceNanos;

    /// What all nodes of a cluster share.
    ///
    /// @param brokers one a region
    public record Surroundings(
            SimScheduler scheduler, SimDatabase database, List<SimBroker> brokers, Limits limits, Sabotage sabotage) {}

    /// @param name with the incarnation
    /// @param region number of the broker that it speaks on
    SimNode(String name, int region, Surroundings around) {
        this.name = name;
        scheduler = around.scheduler();
        time = new SimTime(scheduler, life, scheduler.chance().bits() >>> 2);
        store = around.database().connect(life);
        blocking = scheduler.blocking(life);
        connect(around, region);
        node = new Node(
                new NodeRecord(name, "region" + region, "simulated", 1, name, 0),
                new Node.Ground(store, bus(), registry(), time),
                new SimIdentities(store.accounts()),
                around.limits(),
                new Node.Threads(blocking, _ -> scheduler.lane(life)));
        loops = Stream.generate(
                        () -> new SimLoop(scheduler.loop(life), node.fanout(), around.sabotage(), scheduler.chance()))
                .limit(LOOPS)
                .toList();
        blocking.execute(this::join);
    }

    /// To the broker of the own region, then to the others.
    private void connect(Surroundings around, int region) {
        List<SimBroker> brokers = new ArrayList<>(around.brokers());
        brokers.addFirst(brokers.remove(region));
        for (SimBroker broker : brokers) {
            var place = new SimBus.Place(!buses.isEmpty(), around.sabotage());
            SimBus bus = broker.connect(name, life, time, place);
            buses.add(bus);
            registries.add(new SimRegistry(broker, bus, life, around.sabotage()));
        }
    }

    private Bus bus() {
        return buses.size() == 1
                ? buses.getFirst()
                : new RegionalBus(buses.getFirst(), List.copyOf(buses.subList(1, buses.size())));
    }

    private SessionRegistry registry() {
        return registries.size() == 1
                ? registries.getFirst()
                : new RegionalSessionRegistry(registries.getFirst(), registries.subList(1, registries.size()));
    }

    private void join() {
        try {
            node.join();
        } catch (StoreUnavailableException _) {
            time.after(JOIN_AGAIN_AFTER, () -> blocking.execute(this::join));
            return;
        }
        node.start();
        servesSinceNanos = scheduler.nowNanos();
    }

    public String name() {
        return name;
    }

    /// Whether clients may connect.
    public boolean serves() {
        return isUp() && servesSinceNanos != Long.MAX_VALUE;
    }

    /// Since when it has been able to do what it must: it runs and can reach the store. [Long#MAX_VALUE] if it is
    /// not.
    public long wellSinceNanos() {
        return life.isFrozen()
                ? Long.MAX_VALUE
                : Math.max(Math.max(servesSinceNanos, awakeSinceNanos), store.reachableSinceNanos());
    }

    public List<SimConnection> connections() {
        return connections;
    }

    /// Cuts it off from the brokers of other regions, or ends that.
    public void setAbroadCut(boolean cut) {
        buses.subList(1, buses.size()).forEach(bus -> bus.setOffline(cut));
    }

    public void freeze() {
        life.freeze();
    }

    public void thaw() {
        if (life.isFrozen()) {
            awakeSinceNanos = scheduler.nowNanos();
            life.thaw();
        }
    }

    public Node node() {
        return node;
    }

    public SimStore store() {
        return store;
    }

    /// Sets how wrong the clock of the node's machine is.
    public void setClockError(Duration error) {
        time.setWrongBy(error);
    }

    public boolean isUp() {
        return !life.isOver();
    }

    /// Accepts a client's connection.
    public SimConnection accept(Peer peer) {
        var connection =
                new SimConnection(scheduler, life, time, scheduler.chance().pick(loops), peer);
        connection.begin(node.accept(connection));
        connections.removeIf(SimConnection::isGone);
        connections.add(connection);
        return connection;
    }

    /// Runs something where it may block.
    public void run(Consumer<Node> task) {
        blocking.execute(() -> task.accept(node));
    }

    /// Kills the node: whatever it was doing it never ends.
    ///
    /// @param noticed how long its clients take to notice, at most
    public void kill(Duration noticed) {
        life.end();
        buses.forEach(SimBus::close);
        connections.forEach(connection -> connection.cut(scheduler.chance().upTo(noticed), Duration.ZERO));
    }
}
