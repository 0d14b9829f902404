package chat.carillon.core.node;

import chat.carillon.core.registry.NodeDirectory.NodeRecord;

/// This node must not run beside another one of the same store.
public final class IncompatibleNodesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IncompatibleNodesException(NodeRecord self, NodeRecord other) {
        super(("node %s lives on this store with the broker %s, this node has %s: they would not hear each other "
                        + "(expected: bus.redis or bus.kafka, the same on all nodes)")
                .formatted(other.node(), other.brokers(), self.brokers()));
    }
}
