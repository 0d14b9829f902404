package chat.carillon.server.http;

import java.util.List;
import java.util.Optional;

/// What this node can say of its own health. Thread-safe, never blocks.
public interface NodeStatus {

    /// Where a node stands between start and end.
    enum Stage {
        STARTING,
        SERVING,
        /// Was told to stop: takes no new sockets, asks its clients to go.
        DRAINING,
        STOPPED
    }

    Stage stage();

    /// Name and incarnation.
    String node();

    /// What the bus is to this node at present.
    enum Bus {
        /// The node is alone.
        NONE,
        UP,
        /// Records may be lost: the store is asked for them instead.
        SUSPECT
    }

    Bus bus();

    /// Names with incarnation of the other nodes of the store that live.
    List<String> otherNodes();

    /// Why the store refuses writes at present, or empty.
    Optional<String> storeRefusal();
}
