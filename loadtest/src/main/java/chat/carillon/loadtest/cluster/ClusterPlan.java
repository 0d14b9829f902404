package chat.carillon.loadtest.cluster;

import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.ServerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a cluster is made of.
///
/// @param nodes spread over the regions in turn, 1 to 16
/// @param regions 1 to 4, each with a broker of its own
/// @param firstPort of the first node, the others follow; 0: any that are free
/// @param directory of everything that the cluster writes
/// @param secret with which tokens of its users are signed
/// @param settings further variables of the nodes' environments
/// @param links what connects the nodes to what they stand on
public record ClusterPlan(
        int nodes,
        BrokerKind broker,
        int regions,
        int firstPort,
        Path directory,
        String secret,
        Map<String, String> settings,
        Links links) {
    private static final int MAX_NODES = 16;
    private static final int MAX_REGIONS = 4;

    /// How nodes are connected.
    public enum Links {
        /// As in production.
        DIRECT,
        /// Through proxies that have weather.
        THROUGH_PROXIES
    }

    public ClusterPlan {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("nodes: %d (expected: 1 to %d)".formatted(nodes, MAX_NODES));
        }
        if (regions < 1 || regions > Math.min(nodes, MAX_REGIONS)) {
            throw new IllegalArgumentException(
                    "regions: %d (expected: 1 to %d, and no more than nodes)".formatted(regions, MAX_REGIONS));
        }
        settings = Map.copyOf(settings);
    }

    /// For a run that ends: free ports, a secret of its own, no limits for one address.
    public static ClusterPlan forLoad(int nodes, BrokerKind broker, int regions, Path directory, Links links) {
        return new ClusterPlan(
                nodes,
                broker,
                regions,
                0,
                directory,
                ServerProcess.newSecret(),
                ServerOptions.WITHOUT_RATE_LIMITS,
                links);
    }

    /// With these variables besides.
    public ClusterPlan with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return new ClusterPlan(nodes, broker, regions, firstPort, directory, secret, all, links);
    }

    /// `main` where there is one, else `region-1`, `region-2` and so on.
    List<String> regionNames() {
        return regions == 1
                ? List.of("main")
                : IntStream.rangeClosed(1, regions).mapToObj(i -> "region-" + i).toList();
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "ClusterPlan[%d nodes, %s, %d regions]".formatted(nodes, broker, regions);
    }
}
