package chat.carillon.loadtest.cluster;

import chat.carillon.services.network.TcpProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Asks the nodes whether they are ready, as a load balancer does, and has the entrances lead to those that are.
/// Thread-safe.
public final class Balancer implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Set<InetSocketAddress> unready = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    private Balancer() {}

    /// Begins to ask; until the first answers, all count as ready.
    public static Balancer start(LocalCluster cluster, List<TcpProxy> entrances) {
        var balancer = new Balancer();
        entrances.forEach(entrance -> entrance.setReady(server -> !balancer.unready.contains(server)));
        for (NodeProcess node : cluster.nodes()) {
            Thread.ofVirtual().name("health of " + node.name()).start(() -> balancer.watch(node));
        }
        return balancer;
    }

    private void watch(NodeProcess node) {
        while (!over) {
            if (node.ready()) {
                unready.remove(node.address());
            } else {
                unready.add(node.address());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
