package chat.carillon.loadtest.verify;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.session.ClientListener;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.cluster.Balancer;
import chat.carillon.loadtest.cluster.ClusterPlan;
import chat.carillon.loadtest.cluster.ClusterPlan.Links;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.process.Closing;
import chat.carillon.loadtest.verify.VerifyOptions.Target;
import chat.carillon.loadtest.verify.VerifyOptions.Trouble;
import chat.carillon.model.UserId;
import chat.carillon.services.network.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cluster, and the ways into it: one for each node, each leading to another node while its own is away, as a
/// load balancer has it. Thread-safe.
final class Stage implements AutoCloseable {
    /// Longer than anything is broken.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Optional<LocalCluster> cluster;
    private final List<URI> entrances;
    private final List<TcpProxy> proxies;
    private final TokenSource tokens;
    private final ServerApi api;
    private final ClientResources resources = ClientResources.create();
    private final Deque<AutoCloseable> open;

    private Stage(
            Optional<LocalCluster> cluster,
            List<URI> entrances,
            List<TcpProxy> proxies,
            String secret,
            Deque<AutoCloseable> open) {
        this.cluster = cluster;
        this.entrances = List.copyOf(entrances);
        this.proxies = List.copyOf(proxies);
        this.tokens = new TokenSource(secret);
        this.api = new ServerApi(entrances.getFirst(), tokens, PATIENCE);
        this.open = open;
        open.push(resources);
        open.push(api);
    }

    /// The nodes that run already, or a cluster of its own in `directory`.
    ///
    /// @param settings of the nodes of a cluster of its own, besides those that every load test has
    static Stage open(Target target, Path directory, Map<String, String> settings) throws IOException {
        return switch (target) {
            case Target.Running(List<URI> nodes, String secret) ->
                new Stage(Optional.empty(), nodes, List.of(), secret, new ArrayDeque<>());
            case Target.Local local -> {
                ClusterPlan plan = ClusterPlan.forLoad(
                        local.nodes(), local.broker(), local.regions(), directory, Links.THROUGH_PROXIES);
                LocalCluster cluster = LocalCluster.start(plan.with(settings));
                Deque<AutoCloseable> open = new ArrayDeque<>(List.of(cluster));
                List<TcpProxy> entrances = new ArrayList<>();
                for (int node = 0; node < local.nodes(); node++) {
                    TcpProxy entrance = TcpProxy.start(cluster.addressesFrom(node));
                    open.push(entrance);
                    entrances.add(entrance);
                }
                if (local.trouble() == Trouble.ROLLING_RESTART) {
                    open.push(Balancer.start(cluster, entrances));
                }
                yield new Stage(
                        Optional.of(cluster),
                        entrances.stream().map(Stage::uri).toList(),
                        entrances,
                        cluster.plan().secret(),
                        open);
            }
        };
    }

    private static URI uri(TcpProxy entrance) {
        return URI.create("http://127.0.0.1:" + entrance.address().getPort());
    }

    /// Whether all nodes of a cluster of its own serve, and hear each other.
    boolean healthy() {
        return cluster.stream().allMatch(one -> one.nodes().stream().allMatch(NodeProcess::healthy));
    }

    /// Ends the sessions of those whose own node was away, so that they go back to it. They lose their sockets.
    void sendHome() {
        proxies.forEach(TcpProxy::cutStrays);
    }

    /// The ways into a cluster of its own, one for each node.
    List<TcpProxy> entrances() {
        return proxies;
    }

    /// What may be broken.
    Optional<LocalCluster> cluster() {
        return cluster;
    }

    int nodes() {
        return entrances.size();
    }

    ServerApi api() {
        return api;
    }

    /// A client that prefers one node; it is not connected yet.
    CarillonClient client(UserId user, int node, ClientListener listener) {
        return CarillonClient.builder(entrances.get(node % entrances.size()))
                .token(() -> tokens.of(user))
                .device("verify")
                .listener(listener)
                .resources(resources)
                .build();
    }

    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
