package chat.carillon.server;

import chat.carillon.core.node.Node;
import chat.carillon.core.operator.NodeReport;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.store.Store;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.http.NodeStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Where the node stands, and how what it stands on is. Thread-safe.
final class Lifecycle implements NodeStatus {
    private final String name;
    private final Store store;
    private final chat.carillon.core.bus.Bus bus;
    private final Node node;
    private volatile Stage stage = Stage.STARTING;
    private volatile Runnable whenAskedToDrain = () -> {};

    Lifecycle(String name, Store store, chat.carillon.core.bus.Bus bus, Node node) {
        this.name = name;
        this.store = store;
        this.bus = bus;
        this.node = node;
    }

    /// As operators are told.
    NodeReport.Standing standing() {
        boolean refuses = store.refusal().isPresent();
        String status = stage == Stage.SERVING ? refuses ? "degraded" : "ready" : lower(stage);
        return new NodeReport.Standing(status, refuses ? "refusing" : "up", lower(bus()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// Handshakes a second that this node takes, as others are told.
    int arrivalsPerSecond(Admission admission) {
        return stage == Stage.SERVING ? admission.room() : 0;
    }

    /// The address of a node that takes sessions now; null if there is none with an address of its own.
    @Nullable
    String elsewhere() {
        return Destinations.of(node.self(), node.otherNodes()).any(ThreadLocalRandom.current());
    }

    /// @param action does not block
    void whenAskedToDrain(Runnable action) {
        whenAskedToDrain = action;
    }

    /// An administrator asks.
    void drain() {
        whenAskedToDrain.run();
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
        return name;
    }

    @Override
    public Bus bus() {
        return !bus.reachesOthers() ? Bus.NONE : bus.healthy() ? Bus.UP : Bus.SUSPECT;
    }

    @Override
    public List<String> otherNodes() {
        return node.otherNodes().stream().map(NodeRecord::node).toList();
    }

    @Override
    public Optional<String> storeRefusal() {
        return store.refusal();
    }
}
