package chat.carillon.server;

import chat.carillon.core.store.Store;
import chat.carillon.server.http.NodeStatus;
import java.util.Optional;

/// Where the node stands, and how its store is. Thread-safe.
final class Lifecycle implements NodeStatus {
    private final String node;
    private final Store store;
    private volatile Stage stage = Stage.STARTING;

    Lifecycle(String node, Store store) {
        this.node = node;
        this.store = store;
    }

    void enter(Stage next) {
        stage = next;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Optional<String> storeRefusal() {
        return store.refusal();
    }
}
