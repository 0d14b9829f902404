package chat.carillon.core.registry;

import java.time.Duration;
import java.util.List;

/// The nodes that share a store. Thread-safe.
public interface NodeDirectory {

    /// Writes the own node's record and renews its lease, by the store's clock. Blocks.
    ///
    /// @return the other nodes whose leases live
    /// @throws chat.carillon.core.store.StoreUnavailableException if the store could not say
    List<NodeRecord> renew(NodeRecord self, Duration lease);

    /// Gives up the own node's lease. Blocks.
    void leave(String self);

    /// What a node says of itself.
    ///
    /// @param node name and incarnation
    /// @param brokers which brokers it is connected to: nodes of one store must be connected to the same
    /// @param protocol version of what nodes say to each other
    /// @param address where clients reach this node and no other, as a URL; empty if they do only through what
    ///     stands in front of all nodes
    /// @param arrivalsPerSecond handshakes that it takes a second at present; 0 if none
    record NodeRecord(String node, String region, String brokers, int protocol, String address, int arrivalsPerSecond) {

        /// As this, with what it takes at present.
        public NodeRecord withArrivals(int perSecond) {
            return new NodeRecord(node, region, brokers, protocol, address, perSecond);
        }
    }
}
