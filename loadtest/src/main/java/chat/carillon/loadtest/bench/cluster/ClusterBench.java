package chat.carillon.loadtest.bench.cluster;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.net.ClientResources;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.bench.cluster.ClusterReport.Row;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.cluster.ClusterPlan;
import chat.carillon.loadtest.cluster.ClusterPlan.Links;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Measures messages between two nodes beside those within one.
public final class ClusterBench {
    private static final int GROUP = 3;

    /// More than are routed member by member.
    private static final int CHANNEL = 40;

    private static final int WARM_UP_PART = 5;
    private static final int HOPS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ClusterOptions options;
    private final HopYardstick yardstick;
    private final Progress progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<ClusterReport.Hops> hops = new ArrayList<>();

    private ClusterBench(ClusterOptions options, HopYardstick yardstick, Progress progress) {
        this.options = options;
        this.yardstick = yardstick;
        this.progress = progress;
    }

    /// Runs everything that the options ask for, a cluster for each broker.
    ///
    /// @throws IOException with one sentence, if a cluster does not start or stops answering
    public static ClusterReport run(ClusterOptions options, HopYardstick yardstick, Progress progress)
            throws IOException {
        var bench = new ClusterBench(options, yardstick, progress);
        for (BrokerKind broker : options.brokers()) {
            bench.measure(broker);
        }
        progress.phase("Measuring the loopback");
        return new ClusterReport(options, bench.rows, bench.hops, Loopback.measure(HOPS));
    }

    private void measure(BrokerKind broker) throws IOException {
        progress.phase("Starting PostgreSQL, %s and two nodes".formatted(name(broker)));
        Links links = options.twoRegions() ? Links.THROUGH_PROXIES : Links.DIRECT;
        try (Scratch scratch = Scratch.make("cluster");
                LocalCluster cluster = LocalCluster.start(
                        ClusterPlan.forLoad(2, broker, options.twoRegions() ? 2 : 1, scratch.data(), links));
                ClientResources resources = ClientResources.create()) {
            if (options.twoRegions()) {
                cluster.stretch(options.roundTrip());
            }
            var tokens = new TokenSource(cluster.plan().secret());
            try (var api = new ServerApi(cluster.nodes().getFirst().uri(), tokens, PATIENCE)) {
                var stage = new Stage(broker, cluster, resources, tokens, api);
                measure(stage, "small", GROUP, 0);
                measure(stage, "large", CHANNEL, 0);
                if (options.twoRegions()) {
                    measure(stage, "small", GROUP, 1);
                    measure(stage, "large", CHANNEL, 1);
                }
            }
            if (!options.twoRegions()) {
                progress.phase("Measuring each hop alone");
                hops.add(new ClusterReport.Hops(broker, yardstick.measure(cluster, HOPS)));
            }
        }
    }

    static String name(BrokerKind broker) {
        return switch (broker) {
            case REDIS -> "Redis";
            case KAFKA -> "Kafka";
        };
    }

    private record Stage(
            BrokerKind broker, LocalCluster cluster, ClientResources resources, TokenSource tokens, ServerApi api) {
        CarillonClient client(UserId user, int node) {
            NodeProcess process = cluster.nodes().get(node);
            return CarillonClient.builder(process.uri())
                    .token(() -> tokens.of(user))
                    .device("bench")
                    .resources(resources)
                    .build();
        }
    }

    /// @param from index of the sender's node
    private void measure(Stage stage, String kind, int members, int from) throws IOException {
        progress.phase(
                "Measuring a %s conversation over %s, from node %d".formatted(kind, name(stage.broker()), from + 1));
        List<UserId> users = IntStream.range(0, members)
                .mapToObj(i -> new UserId(String.format(Locale.ROOT, "%s-%d-%d", kind, from, i)))
                .toList();
        for (UserId user : users) {
            stage.api().introduce(user, user.value());
        }
        var conversation =
                stage.api().create(users.getFirst(), ConversationKind.CHANNEL, kind, users.subList(1, users.size()));
        try (CarillonClient sender = stage.client(users.get(0), from);
                CarillonClient near = stage.client(users.get(1), from);
                CarillonClient far = stage.client(users.get(2), 1 - from)) {
            var trio = new Trio(conversation, sender, near, far);
            trio.warmUp(options.warmUp(), options.messages() / WARM_UP_PART);
            rows.add(new Row(stage.broker(), kind, from == 0, trio.measure(options.messages())));
        }
    }
}
