package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.node.Node;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.registry.SessionRegistry;
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

    private final SimScheduler scheduler;
    private final Life life = new Life();
    private final SimTime time;
    private final SimStore store;
    private final SimBus bus;
    private final Executor blocking;
    private final Node node;
    private final List<SimLoop> loops;
    private final List<SimConnection> connections = new ArrayList<>();

    /// What all nodes of a cluster share.
    public record Surroundings(
            SimScheduler scheduler,
            SimDatabase database,
            SimBroker broker,
            SessionRegistry registry,
            Limits limits,
            Sabotage sabotage) {}

    /// @param name with the incarnation
    SimNode(String name, Surroundings around) {
        scheduler = around.scheduler();
        time = new SimTime(scheduler, life, scheduler.chance().bits() >>> 2);
        store = around.database().connect(life);
        bus = around.broker().connect(name, life);
        blocking = scheduler.blocking(life);
        node = new Node(
                new NodeRecord(name, "main", "simulated", 1, name),
                new Node.Ground(store, bus, new SimRegistry(around.registry(), around.broker(), life), time),
                new SimIdentities(store.accounts()),
                around.limits(),
                new Node.Threads(blocking, _ -> scheduler.lane(life)));
        loops = Stream.generate(
                        () -> new SimLoop(scheduler.loop(life), node.fanout(), around.sabotage(), scheduler.chance()))
                .limit(LOOPS)
                .toList();
        node.start();
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
        bus.close();
        connections.forEach(connection -> connection.cut(scheduler.chance().upTo(noticed), Duration.ZERO));
    }
}
