package chat.carillon.server.operator;

import chat.carillon.core.node.Node;
import chat.carillon.core.operator.NodeReport;
import chat.carillon.core.operator.Sample;
import chat.carillon.core.operator.SampleRing;
import chat.carillon.core.time.Latencies;
import chat.carillon.core.time.Time;
import chat.carillon.server.delivery.GatewayCounters;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Takes a sample of the node each second. [#sample] is confined to the timer's thread, the rest is thread-safe.
public final class NodeMeter {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /// What is told of a node now is a mean over so many samples.
    private static final int MEAN_OVER = 5;

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final int PERMILLE = 1_000;

    private final Node node;
    private final GatewayCounters gateway;
    private final Time time;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final SampleRing ring = new SampleRing();
    private Reading last;

    /// What the counters read at a moment.
    private record Reading(long deliveries, long appends, long gaps, long laggards, Latencies.Count commits) {}

    public NodeMeter(Node node, GatewayCounters gateway, Time time) {
        this.node = node;
        this.gateway = gateway;
        this.time = time;
        this.last = read();
    }

    public void start() {
        var _ = time.after(PERIOD, () -> {
            start();
            sample();
        });
    }

    private Reading read() {
        return new Reading(
                gateway.delivered(),
                node.appendCounters().writes(),
                node.fanout().counters().gaps(),
                gateway.laggards(),
                node.appendCounters().times().count());
    }

    private void sample() {
        Reading before = last;
        last = read();
        Latencies.Count commits = last.commits().since(before.commits());
        Runtime runtime = Runtime.getRuntime();
        ring.add(new Sample(
                time.wallMillis(),
                node.sessions().count(),
                last.deliveries() - before.deliveries(),
                last.appends() - before.appends(),
                commits.micros(HALF),
                commits.micros(NEARLY_ALL),
                last.gaps() - before.gaps(),
                last.laggards() - before.laggards(),
                (int) Math.max(0, system.getProcessCpuLoad() * PERMILLE),
                runtime.totalMemory() - runtime.freeMemory()));
    }

    public SampleRing ring() {
        return ring;
    }

    /// How things stand, with rates as means of the last seconds.
    Sample now() {
        Sample newest = ring.latest(1).stream()
                .findFirst()
                .orElseGet(() -> new Sample(time.wallMillis(), node.sessions().count(), 0, 0, 0, 0, 0, 0, 0, 0));
        return new Sample(
                newest.atMillis(),
                newest.sessions(),
                ring.mean(MEAN_OVER, Sample::deliveries),
                ring.mean(MEAN_OVER, Sample::appends),
                ring.mean(MEAN_OVER, Sample::appendP50Micros),
                ring.latest(MEAN_OVER).stream()
                        .mapToLong(Sample::appendP99Micros)
                        .max()
                        .orElse(0),
                ring.mean(MEAN_OVER, Sample::gaps),
                ring.mean(MEAN_OVER, Sample::laggards),
                (int) ring.mean(MEAN_OVER, Sample::cpuPermille),
                newest.heapBytes());
    }

    NodeReport.Totals totals() {
        return new NodeReport.Totals(
                gateway.connections(),
                gateway.delivered(),
                node.appendCounters().writes(),
                node.fanout().counters().gaps(),
                gateway.laggards(),
                gateway.slowConsumersClosed(),
                node.queuedAppends(),
                Runtime.getRuntime().maxMemory());
    }
}
