package chat.carillon.testkit.sim.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The nodes that there are, up or down.
public final class SimCluster {
    private final SimNode.Surroundings around;
    private final List<SimNode> nodes = new ArrayList<>();
    private int incarnations;

    public SimCluster(SimNode.Surroundings around, int size) {
        this.around = around;
        for (int i = 0; i < size; i++) {
            nodes.add(start(i));
        }
    }

    private SimNode start(int index) {
        return new SimNode(
                "n%d#%d".formatted(index, ++incarnations),
                index % around.brokers().size(),
                around);
    }

    public SimNode.Surroundings around() {
        return around;
    }

    /// Those that are up.
    public List<SimNode> up() {
        return nodes.stream().filter(SimNode::isUp).toList();
    }

    /// Those that clients may connect to.
    public List<SimNode> serving() {
        return nodes.stream().filter(SimNode::serves).toList();
    }

    /// Any that serves.
    public Optional<SimNode> any() {
        List<SimNode> serving = serving();
        return serving.isEmpty()
                ? Optional.empty()
                : Optional.of(around.scheduler().chance().pick(serving));
    }

    /// Starts every node that is down.
    public void restart() {
        for (int i = 0; i < nodes.size(); i++) {
            if (!nodes.get(i).isUp()) {
                nodes.set(i, start(i));
            }
        }
    }
}
