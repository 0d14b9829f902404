package chat.carillon.loadtest.bench.cluster;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.api.Metrics;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.bench.fanout.FanoutOptions;
import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.bench.fanout.FanoutSide;
import chat.carillon.loadtest.bench.fanout.Sweep;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.cluster.ClusterPlan;
import chat.carillon.loadtest.cluster.ClusterPlan.Links;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.process.SwarmTarget;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.step.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures one large conversation, all members online, on one node and then spread over three, at the rate that the
/// one node held.
public final class CrowdBench {
    private static final int NODES = 3;
    private static final int IN_FLIGHT = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PUBLISHED = "carillon_routed_published_total";

    private final int members;
    private final BrokerKind broker;
    private final FanoutOptions options;
    private final Progress progress;

    private CrowdBench(int members, BrokerKind broker, Progress progress) {
        this.members = members;
        this.broker = broker;
        this.options = FanoutOptions.of(members)
                .withCores(Cores.ANY)
                .withDurations(Duration.ofSeconds(10), Duration.ofSeconds(3));
        this.progress = progress;
    }

    /// @throws IOException with one sentence, if a cluster does not start or stops answering
    public static CrowdReport run(int members, BrokerKind broker, Progress progress) throws IOException {
        // The same members on one node as on three, which hold equally many.
        int even = members / NODES * NODES;
        var bench = new CrowdBench(even, broker, progress);
        FanoutRow alone = bench.on(1, (side, _) -> bench.highest(side));
        CrowdReport.Spread spread =
                bench.on(NODES, (side, cluster) -> bench.spread(side, cluster, alone.messagesPerSecond()));
        return new CrowdReport(even, broker, alone, spread);
    }

    /// What is measured once everybody is there.
    private interface Work<T> {
        T run(FanoutSide side, LocalCluster cluster) throws IOException;
    }

    private <T> T on(int nodes, Work<T> work) throws IOException {
        progress.phase("Starting PostgreSQL, %s and %d nodes".formatted(ClusterBench.name(broker), nodes));
        try (Scratch scratch = Scratch.make("crowd");
                LocalCluster cluster =
                        LocalCluster.start(ClusterPlan.forLoad(nodes, broker, 1, scratch.data(), Links.DIRECT)
                                .with(ServerOptions.OPEN_DOOR));
                SwarmGroup swarm = SwarmGroup.spread(Cores.ANY, targets(cluster), members / nodes, scratch.log())) {
            progress.phase("Connecting %,d members".formatted(members));
            swarm.connect(connected -> progress.at(connected, members));
            progress.phase("Making one conversation of %,d members".formatted(members));
            NodeProcess first = cluster.nodes().getFirst();
            var tokens = new TokenSource(cluster.plan().secret());
            try (var api = new ServerApi(first.uri(), tokens, PATIENCE)) {
                var _ = Gathering.everyone(api, 0, members);
            }
            swarm.awaitJoined();
            progress.phase("Warming up");
            var side = new FanoutSide(nodes + " nodes", first.pid(), swarm, options);
            side.warmUp(IN_FLIGHT, options.warmUp());
            return work.run(side, cluster);
        }
    }

    private List<SwarmTarget> targets(LocalCluster cluster) {
        List<SwarmTarget> targets = new ArrayList<>();
        int each = members / cluster.nodes().size();
        for (NodeProcess node : cluster.nodes()) {
            targets.add(new SwarmTarget(
                    ServerStage.HOST,
                    node.uri().getPort(),
                    targets.size() * each,
                    ServerStage.CONNECTS_PER_SECOND,
                    cluster.plan().secret()));
        }
        return targets;
    }

    private FanoutRow highest(FanoutSide side) throws IOException {
        progress.phase("Looking for the highest rate");
        var sweep = new Sweep(side, side.measure(new Pace.Window(IN_FLIGHT)).messagesPerSecond());
        boolean more = true;
        while (more) {
            more = sweep.step();
        }
        FanoutRow best = sweep.best();
        if (best == null) {
            throw new IOException(
                    "There is no rate at which one node sends all %,d members everything in time.".formatted(members));
        }
        return best;
    }

    private CrowdReport.Spread spread(FanoutSide side, LocalCluster cluster, double rate) throws IOException {
        progress.phase("Measuring the same rate on %d nodes".formatted(NODES));
        double before = published(cluster);
        FanoutRow row = side.measure(new Pace.Rate(rate));
        double records =
                (published(cluster) - before) / Math.max(1, row.result().published());
        var sweep = new Sweep(side, rate);
        boolean more = true;
        while (more) {
            more = sweep.step();
        }
        return new CrowdReport.Spread(row, records, sweep.best());
    }

    private double published(LocalCluster cluster) throws IOException {
        double sum = 0;
        for (NodeProcess node : cluster.nodes()) {
            var tokens = new TokenSource(cluster.plan().secret());
            try (var api = new ServerApi(node.uri(), tokens, PATIENCE)) {
                sum += Metrics.sum(api.metrics(), PUBLISHED);
            }
        }
        return sum;
    }
}
