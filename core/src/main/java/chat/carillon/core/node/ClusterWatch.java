package chat.carillon.core.node;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.registry.NodeDirectory;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the own node's record in the store alive, and tells the bus which nodes it should hear. Confined to one
/// renewal at a time.
final class ClusterWatch {
    private static final Logger log = LoggerFactory.getLogger(ClusterWatch.class);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final NodeRecord self;
    private final NodeDirectory directory;
    private final Bus bus;
    private final Time time;
    private final Executor blocking;
    private volatile List<NodeRecord> others = List.of();
    private volatile boolean stopped;
    private volatile IntSupplier arrivalsPerSecond = () -> 0;

    ClusterWatch(NodeRecord self, NodeDirectory directory, Bus bus, Time time, Executor blocking) {
        this.self = self;
        this.directory = directory;
        this.bus = bus;
        this.time = time;
        this.blocking = blocking;
    }

    /// Joins the nodes of the store, or refuses to. Blocks.
    ///
    /// A live node that speaks another version of what nodes say to each other is no reason to
    /// refuse: its beats are not understood, so the bus counts as suspect and the store is asked
    /// until the upgrade is done.
    ///
    /// @throws IncompatibleNodesException if a live node of this store is connected to other brokers, or to none
    void join() {
        renew();
        for (NodeRecord other : others) {
            boolean hear = bus.reachesOthers() && other.brokers().equals(self.brokers());
            if (!hear) {
                directory.leave(self.node());
                throw new IncompatibleNodesException(self, other);
            }
        }
    }

    void start() {
        if (!stopped) {
            time.after(RENEW_EVERY, () -> blocking.execute(this::renewAndSchedule));
        }
    }

    /// Blocks.
    void stop() {
        stopped = true;
        try {
            directory.leave(self.node());
        } catch (StoreUnavailableException e) {
            log.warn("the lease of {} ends by itself: {}", self.node(), e.getMessage());
        }
    }

    /// From the next renewal on, others are told how many handshakes a second this node takes.
    void announceArrivals(IntSupplier perSecond) {
        arrivalsPerSecond = perSecond;
    }

    NodeRecord self() {
        return self;
    }

    /// The other nodes that live, as of a second ago.
    List<NodeRecord> others() {
        return others;
    }

    private void renewAndSchedule() {
        try {
            renew();
        } catch (StoreUnavailableException e) {
            log.warn("cannot renew the lease of {}: {}", self.node(), e.getMessage());
        } finally {
            start();
        }
    }

    private void renew() {
        others = directory.renew(self.withArrivals(arrivalsPerSecond.getAsInt()), LEASE);
        bus.expect(others.stream().map(NodeRecord::node).collect(Collectors.toUnmodifiableSet()));
    }
}
