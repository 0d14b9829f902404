package chat.carillon.server.http;

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

    /// Why the store refuses writes at present, or empty.
    Optional<String> storeRefusal();
}
