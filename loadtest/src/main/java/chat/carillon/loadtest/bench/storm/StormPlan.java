package chat.carillon.loadtest.bench.storm;

import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.time.Duration;

/// What `bench storm` does.
///
/// @param clients that stay connected; each is a member of one conversation
/// @param nodes 1: one server on its embedded store; more: a cluster on PostgreSQL and `broker`
/// @param patience how long it may take until all are back
public record StormPlan(int clients, int nodes, BrokerKind broker, Fault fault, Duration patience) {
    private static final int MAX_NODES = 3;

    /// Members of one conversation.
    static final int GROUP = 500;

    /// What happens to the servers.
    public enum Fault {
        /// All are killed at once, and started again.
        KILL,
        /// One after the other is told to stop, ends in order, and is started again.
        DRAIN
    }

    public StormPlan {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("nodes: %d (expected: 1 to %d)".formatted(nodes, MAX_NODES));
        }
        int holding = fault == Fault.DRAIN && nodes > 1 ? nodes - 1 : nodes;
        int most = holding * SwarmOptions.MAX_MEMBERS;
        if (clients < 2 || clients > most) {
            throw new IllegalArgumentException(("clients: %d (expected: 2 to %d, because a process may have 20,000"
                            + " open files, and %d must hold all)")
                    .formatted(clients, most, holding));
        }
    }
}
