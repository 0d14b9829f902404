package chat.carillon.server;

import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Which of the other nodes take the sessions of one that goes: those of its region if any of them takes sessions,
/// otherwise all. Each is named in proportion to what it takes, evenly mixed. Confined to one thread.
final class Destinations {
    private final List<NodeRecord> nodes;
    private final long total;

    /// How far each is behind its share.
    private final long[] credits;

    private Destinations(List<NodeRecord> nodes) {
        this.nodes = nodes;
        this.total = nodes.stream().mapToLong(NodeRecord::arrivalsPerSecond).sum();
        this.credits = new long[nodes.size()];
    }

    static Destinations of(NodeRecord self, List<NodeRecord> others) {
        List<NodeRecord> taking =
                others.stream().filter(other -> other.arrivalsPerSecond() > 0).toList();
        List<NodeRecord> near = taking.stream()
                .filter(other -> other.region().equals(self.region()))
                .toList();
        return new Destinations(near.isEmpty() ? taking : near);
    }

    /// Sessions that all of them take a second; 0 if there is nobody.
    int perSecond() {
        return (int) Math.min(Integer.MAX_VALUE, total);
    }

    /// The address of a node for somebody who comes alone, by chance, in proportion to what each takes; null as with
    /// [#next].
    @Nullable
    String any(RandomGenerator random) {
        long drawn = total == 0 ? 0 : random.nextLong(total);
        for (NodeRecord node : nodes) {
            drawn -= node.arrivalsPerSecond();
            if (drawn < 0) {
                return named(node);
            }
        }
        return null;
    }

    private static @Nullable String named(NodeRecord node) {
        return node.address().isEmpty() ? null : node.address();
    }

    /// The address of the next session's node; null if that has none of its own, or there is nobody.
    @Nullable
    String next() {
        int chosen = -1;
        for (int i = 0; i < credits.length; i++) {
            credits[i] += nodes.get(i).arrivalsPerSecond();
            chosen = chosen < 0 || credits[i] > credits[chosen] ? i : chosen;
        }
        if (chosen < 0) {
            return null;
        }
        credits[chosen] -= total;
        return named(nodes.get(chosen));
    }
}
