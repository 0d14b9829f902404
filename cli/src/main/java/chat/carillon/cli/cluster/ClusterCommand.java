package chat.carillon.cli.cluster;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.cluster.ClusterPlan;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.process.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon cluster`.
@Command(
        name = "cluster",
        description = "Run a whole cluster on this machine, for a first look.",
        footer = {
            "",
            "Starts PostgreSQL, Redis or Kafka, and the nodes; nothing has to be installed. All that they keep is",
            "below the directory, and is there again the next time. Ctrl+C stops all of it."
        })
public final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "Nodes; default: 3.")
    private int nodes;

    @Option(names = "--broker", paramLabel = "B", defaultValue = "redis", description = "redis (default) or kafka.")
    private BrokerKind broker = BrokerKind.REDIS;

    @Option(
            names = "--regions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Regions with a broker each; default: 1.")
    private int regions;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "Of the first node, the others follow; default: 8080.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data/cluster",
            description = "What it keeps; default: ./data/cluster.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterPlan plan = plan();
        PrintStream out = Console.out();
        out.printf("Starting PostgreSQL, %s and %d nodes ...%n", broker == BrokerKind.REDIS ? "Redis" : "Kafka", nodes);
        LocalCluster cluster = LocalCluster.start(plan);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            Console.err().println("Stopping ...");
            cluster.close();
            stopped.countDown();
        }));
        announce(cluster, out);
        List<LogFollower> followers = new ArrayList<>();
        for (NodeProcess node : cluster.nodes()) {
            followers.add(LogFollower.start(node.name(), node.log(), out));
        }
        stopped.await();
        followers.forEach(LogFollower::close);
        return 0;
    }

    private ClusterPlan plan() {
        try {
            return new ClusterPlan(
                    nodes,
                    broker,
                    regions,
                    port,
                    directory.toAbsolutePath().normalize(),
                    ServerProcess.newSecret(),
                    Map.of(),
                    ClusterPlan.Links.DIRECT);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage() + ".", "--help lists the options.", e);
        }
    }

    private void announce(LocalCluster cluster, PrintStream out) {
        out.println();
        for (NodeProcess node : cluster.nodes()) {
            out.printf("%s  %s  %s%n", node.name(), node.uri(), regions == 1 ? "" : node.region());
        }
        out.println();
        cluster.brokers().forEach(one -> out.printf("%s at %s%n", one.name(), one.setting(one.addressFor(0))));
        out.printf("PostgreSQL at %s%n", cluster.database().url());
        out.printf("Data and logs in %s%n%n", cluster.plan().directory());
        NodeProcess first = cluster.nodes().getFirst();
        NodeProcess last = cluster.nodes().getLast();
        out.println("Two people on two nodes:");
        Path data = cluster.plan().directory().resolve(first.name());
        out.printf("  ./carillon user add ann --url %s --data %s    (and bob)%n", first.uri(), data);
        out.printf("  ./carillon chat --user ann --url %s%n", first.uri());
        out.printf("  ./carillon chat --user bob --url %s%n", last.uri());
        out.println();
        out.println("What a node thinks of its store and broker: " + first.uri() + "/readyz");
        out.println("Ctrl+C stops everything.");
        out.println();
        out.flush();
    }
}
