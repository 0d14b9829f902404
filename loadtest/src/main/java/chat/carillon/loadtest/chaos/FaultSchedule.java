package chat.carillon.loadtest.chaos;

import chat.carillon.loadtest.chaos.Fault.Scope;
import chat.carillon.loadtest.cluster.Broker;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeLinks.Which;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.cluster.Part;
import chat.carillon.services.network.TcpProxy;
import chat.carillon.services.network.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Which faults come when: all kinds once in an order drawn from the seed, then all again. Confined to one thread.
public final class FaultSchedule {
    private static final Duration SLOW_ROUND_TRIP = Duration.ofMillis(300);
    private static final Duration LONGER_THAN_RIPENING = Duration.ofSeconds(7);
    private static final int MIN_SECONDS = 2;
    private static final int SPREAD_SECONDS = 4;

    private final LocalCluster cluster;
    private final Random random;
    private final List<Supplier<Fault>> kinds = new ArrayList<>();
    private final List<Supplier<Fault>> round = new ArrayList<>();
    private boolean inOrder;

    private FaultSchedule(LocalCluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /// Each node in turn is stopped and started, over and over.
    public static FaultSchedule rolling(LocalCluster cluster) {
        var schedule = new FaultSchedule(cluster, 0);
        schedule.inOrder = true;
        for (NodeProcess node : cluster.nodes()) {
            schedule.kinds.add(() -> schedule.restarted("node", node, Scope.NOBODY));
        }
        return schedule;
    }

    /// Everything that can be broken.
    public static FaultSchedule everything(LocalCluster cluster, long seed) {
        var schedule = new FaultSchedule(cluster, seed);
        schedule.addEverything();
        return schedule;
    }

    private void addEverything() {
        kinds.add(() -> killed("broker", broker(), Scope.NOBODY));
        kinds.add(() -> frozen("broker", broker(), Scope.NOBODY));
        kinds.add(() -> restarted("broker", broker(), Scope.NOBODY));
        kinds.add(() -> killed("database", cluster.database(), Scope.SOME));
        kinds.add(() -> frozen("database", cluster.database(), Scope.SOME));
        kinds.add(() -> killed("node", node(), Scope.SOME));
        kinds.add(() -> frozen("node", node(), Scope.SOME));
        kinds.add(() -> restarted("node", node(), Scope.SOME));
        for (Which which : Which.values()) {
            kinds.add(() -> cut(node(), which));
            kinds.add(() -> weather("silent", node(), which, Weather.SILENCE));
            kinds.add(() -> weather("deaf", node(), which, Weather.REPLIES_LOST));
            kinds.add(() -> weather("mute", node(), which, Weather.REQUESTS_LOST));
            kinds.add(() -> weather("slow", node(), which, Weather.roundTrip(SLOW_ROUND_TRIP)));
        }
        if (cluster.brokers().size() > 1) {
            kinds.add(this::regionsApart);
        }
    }

    /// Besides, one of these ways into the cluster is silent at times: its clients stay connected and hear nothing.
    public FaultSchedule withSilentClients(List<TcpProxy> entrances) {
        kinds.add(() -> {
            int number = random.nextInt(entrances.size());
            TcpProxy entrance = entrances.get(number);
            return new Fault(
                    "clients silent",
                    "clients of node-%d silent".formatted(number + 1),
                    Scope.SOME,
                    LONGER_THAN_RIPENING,
                    () -> entrance.setWeather(Weather.SILENCE),
                    () -> entrance.setWeather(Weather.CLEAR));
        });
        return this;
    }

    public Fault next() {
        if (round.isEmpty()) {
            round.addAll(kinds);
            if (inOrder) {
                Collections.reverse(round);
            } else {
                Collections.shuffle(round, random);
            }
        }
        return round.removeLast().get();
    }

    /// Whether some nodes of a rolling restart have not been restarted yet.
    public boolean unfinished() {
        return inOrder && !round.isEmpty();
    }

    private Duration length() {
        return Duration.ofMillis(Math.round(1_000 * (MIN_SECONDS + SPREAD_SECONDS * random.nextDouble())));
    }

    private NodeProcess node() {
        return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    }

    private Broker broker() {
        return cluster.brokers().get(random.nextInt(cluster.brokers().size()));
    }

    private Fault killed(String kind, Part part, Scope scope) {
        return new Fault(kind + " killed", part.name() + " killed", scope, length(), part::kill, part::start);
    }

    private Fault frozen(String kind, Part part, Scope scope) {
        return new Fault(kind + " frozen", part.name() + " frozen", scope, length(), part::freeze, part::thaw);
    }

    private Fault restarted(String kind, Part part, Scope scope) {
        return new Fault(
                kind + " restarted",
                part.name() + " stopped and started",
                scope,
                Duration.ZERO,
                part::stop,
                part::start);
    }

    private Fault cut(NodeProcess node, Which which) {
        return new Fault(
                "link cut: " + name(which),
                "%s cut off from %s".formatted(node.name(), name(which)),
                scope(which),
                length(),
                () -> node.links().cut(which),
                () -> node.links().mend(which));
    }

    private Fault weather(String how, NodeProcess node, Which which, Weather weather) {
        return new Fault(
                "link %s: %s".formatted(how, name(which)),
                "link of %s to %s %s".formatted(node.name(), name(which), how),
                scope(which),
                length(),
                () -> node.links().setWeather(which, weather),
                () -> node.links().setWeather(which, Weather.CLEAR));
    }

    /// No region hears another one; all reach the store.
    private Fault regionsApart() {
        return new Fault(
                "regions apart",
                "no region hears another",
                Scope.NOBODY,
                length(),
                () -> setWeatherBetweenRegions(Weather.SILENCE),
                () -> setWeatherBetweenRegions(Weather.CLEAR));
    }

    private void setWeatherBetweenRegions(Weather weather) {
        for (NodeProcess node : cluster.nodes()) {
            node.links()
                    .setWeatherOfBrokers(
                            cluster.brokers().stream()
                                    .map(Broker::region)
                                    .filter(region -> !region.equals(node.region()))
                                    .toList(),
                            weather);
        }
    }

    private static Scope scope(Which which) {
        return which == Which.BROKERS ? Scope.NOBODY : Scope.SOME;
    }

    private static String name(Which which) {
        return which == Which.BOTH ? "broker and store" : which == Which.STORE ? "store" : "broker";
    }
}
