package chat.carillon.loadtest.cluster;

import chat.carillon.loadtest.cluster.ClusterPlan.Links;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.ServerProcess;
import chat.carillon.services.network.TcpProxy;
import chat.carillon.services.network.Weather;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A database, a broker for each region, and nodes, on this machine. Closing it ends all of them; their files stay.
public final class LocalCluster implements AutoCloseable {
    private final ClusterPlan plan;
    private final Database database;
    private final List<Broker> brokers;
    private final List<NodeProcess> nodes;
    private final List<AutoCloseable> open;

    private LocalCluster(
            ClusterPlan plan,
            Database database,
            List<Broker> brokers,
            List<NodeProcess> nodes,
            List<AutoCloseable> open) {
        this.plan = plan;
        this.database = database;
        this.brokers = List.copyOf(brokers);
        this.nodes = List.copyOf(nodes);
        this.open = open;
    }

    /// Starts everything, and returns when all nodes serve.
    ///
    /// @throws IOException if a part does not start; nothing runs then
    public static LocalCluster start(ClusterPlan plan) throws IOException {
        // What was opened first is closed last; several threads open.
        List<AutoCloseable> open = new CopyOnWriteArrayList<>();
        try {
            return start(plan, open);
        } catch (IOException | RuntimeException e) {
            closeAll(open);
            throw e;
        }
    }

    private static LocalCluster start(ClusterPlan plan, List<AutoCloseable> open) throws IOException {
        Files.createDirectories(plan.directory());
        List<Broker> brokers = brokers(plan);
        open.addAll(brokers);
        var database = new Database[1];
        List<NodeLinks> links = new ArrayList<>();
        allAtOnce(List.of(
                () -> {
                    database[0] = Database.start(plan.directory().resolve("postgres"));
                    open.add(database[0]);
                    return null;
                },
                () -> {
                    for (int node = 0; node < plan.nodes(); node++) {
                        links.add(brokerLinks(plan, brokers, node));
                    }
                    for (Broker broker : brokers) {
                        broker.start();
                    }
                    return null;
                }));
        List<Callable<NodeProcess>> starts = new ArrayList<>();
        for (int node = 0; node < plan.nodes(); node++) {
            int index = node;
            NodeLinks complete = withStore(plan, links.get(node), database[0]);
            starts.add(() -> {
                NodeProcess started = startNode(plan, index, database[0], brokers, complete);
                open.add(started);
                return started;
            });
        }
        return new LocalCluster(plan, database[0], brokers, allAtOnce(starts), open);
    }

    private static List<Broker> brokers(ClusterPlan plan) throws IOException {
        List<Broker> brokers = new ArrayList<>();
        for (String region : plan.regionNames()) {
            brokers.add(
                    switch (plan.broker()) {
                        case REDIS -> RedisBroker.of(region, plan.directory().resolve("redis-" + region));
                        case KAFKA -> KafkaBroker.of(region, plan.directory().resolve("kafka-" + region), plan.nodes());
                    });
        }
        return brokers;
    }

    private static NodeLinks brokerLinks(ClusterPlan plan, List<Broker> brokers, int node) throws IOException {
        if (plan.links() == Links.DIRECT) {
            return NodeLinks.DIRECT;
        }
        Map<String, TcpProxy> proxies = new TreeMap<>();
        for (Broker broker : brokers) {
            TcpProxy proxy = TcpProxy.start(broker.addressFor(node));
            broker.disguise(node, proxy.address());
            proxies.put(broker.region(), proxy);
        }
        return new NodeLinks(Optional.empty(), proxies);
    }

    private static NodeLinks withStore(ClusterPlan plan, NodeLinks links, Database database) throws IOException {
        return plan.links() == Links.DIRECT
                ? links
                : new NodeLinks(Optional.of(TcpProxy.start(database.address())), links.brokers());
    }

    private static NodeProcess startNode(
            ClusterPlan plan, int index, Database database, List<Broker> brokers, NodeLinks links) throws IOException {
        String name = "node-" + (index + 1);
        String region = plan.regionNames().get(index % plan.regions());
        Map<String, String> settings = new HashMap<>(plan.settings());
        settings.put("CARILLON_NODE_NAME", name);
        settings.put("CARILLON_NODE_REGION", region);
        settings.put("CARILLON_STORE_POSTGRES_URL", Database.urlAt(links.storeOr(database.address())));
        settings.put(
                brokers.getFirst().variable(),
                brokers.stream()
                        .map(broker -> broker.setting(addressOf(broker, links, index)))
                        .collect(Collectors.joining(",")));
        int port = plan.firstPort() == 0 ? ServerProcess.freePort() : plan.firstPort() + index;
        Path directory = Files.createDirectories(plan.directory().resolve(name));
        Path log = plan.directory().resolve(name + ".log");
        var options = new ServerOptions(port, directory, plan.secret(), settings);
        return new NodeProcess(name, region, ServerProcess.start(Cores.ANY, options, log), links, log);
    }

    private static InetSocketAddress addressOf(Broker broker, NodeLinks links, int node) {
        TcpProxy proxy = links.brokers().get(broker.region());
        return proxy == null ? broker.addressFor(node) : proxy.address();
    }

    private static <T> List<T> allAtOnce(List<Callable<T>> tasks) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public ClusterPlan plan() {
        return plan;
    }

    public Database database() {
        return database;
    }

    /// One for each region.
    public List<Broker> brokers() {
        return brokers;
    }

    public List<NodeProcess> nodes() {
        return nodes;
    }

    /// Addresses of the nodes, that of `first` before all others: whoever prefers this node goes there while it lives.
    public List<InetSocketAddress> addressesFrom(int first) {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get((first + i) % nodes.size()).address())
                .toList();
    }

    /// Puts a round trip between the regions: between a node and the brokers of other regions, and between all regions
    /// but the first and the database.
    public void stretch(Duration roundTrip) {
        Weather far = Weather.roundTrip(roundTrip);
        String home = brokers.getFirst().region();
        for (NodeProcess node : nodes) {
            node.links()
                    .setWeatherOfBrokers(
                            brokers.stream()
                                    .map(Broker::region)
                                    .filter(region -> !region.equals(node.region()))
                                    .toList(),
                            far);
            if (!node.region().equals(home)) {
                node.links().setWeather(NodeLinks.Which.STORE, far);
            }
        }
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(List<AutoCloseable> open) {
        RuntimeException failure = null;
        for (AutoCloseable last : open.reversed()) {
            try {
                last.close();
            } catch (Exception e) {
                failure = new IllegalStateException("a part of the cluster cannot be ended", e);
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
