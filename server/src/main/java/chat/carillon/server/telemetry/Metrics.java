package chat.carillon.server.telemetry;

import chat.carillon.core.audit.UnreadAuditor;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.conversation.AppendCounters;
import chat.carillon.core.crowd.Crowd;
import chat.carillon.core.crowd.CrowdCounters;
import chat.carillon.core.crowd.EphemeralKind;
import chat.carillon.core.fanout.FanoutCounters;
import chat.carillon.core.node.Node;
import chat.carillon.core.notify.Notifying;
import chat.carillon.core.notify.PushCounters;
import chat.carillon.core.notify.digest.DigestCounters;
import chat.carillon.core.push.digest.DigestPlan.Reason;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.routing.RoutingCounters;
import chat.carillon.core.session.Arrivals;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.core.store.Store;
import chat.carillon.model.WireName;
import chat.carillon.server.account.Passwords;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.admission.Headroom;
import chat.carillon.server.admission.Refusal;
import chat.carillon.server.delivery.GatewayCounters;
import chat.carillon.server.http.HttpListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The registry of a node's metrics. Parts keep plain counters and know nothing of it; it reads them when somebody
/// scrapes. Thread-safe.
public final class Metrics implements HttpListener, AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;
    private static final List<Mailbox.State> DIGEST_STATES =
            List.of(Mailbox.State.DUE, Mailbox.State.SENT, Mailbox.State.DROPPED, Mailbox.State.FAILED);
    private static final Duration[] HTTP_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    public void watch(GatewayCounters gateway) {
        gauge(MetricName.SOCKETS, gateway::connections);
        counter(MetricName.SOCKETS_ACCEPTED, gateway, GatewayCounters::accepted);
        counter(MetricName.DELIVERIES, gateway, GatewayCounters::delivered);
        counter(MetricName.SOCKET_WRITES, gateway, GatewayCounters::writes);
        counter(MetricName.LAGGARDS, gateway, GatewayCounters::laggards);
        counter(MetricName.SLOW_CONSUMERS_CLOSED, gateway, GatewayCounters::slowConsumersClosed);
        counter(MetricName.INBOX_OVERFLOWS, gateway, GatewayCounters::inboxOverflows);
    }

    public void watch(Admission admission, Headroom headroom) {
        gauge(MetricName.SOCKETS_MAX, admission::maxConnections);
        gauge(MetricName.ADMISSION_RATE, admission::perSecond);
        gauge(MetricName.SESSIONS_OPENING, admission::opening);
        gauge(MetricName.LOOP_LAG, () -> admission.lagNanos() / NANOS_A_SECOND);
        gauge(MetricName.LISTEN_BACKLOG, headroom::backlog);
        for (Refusal reason : Refusal.values()) {
            FunctionCounter.builder(
                            MetricName.SOCKETS_REFUSED.meterName(),
                            admission.counters(),
                            counters -> counters.count(reason))
                    .description(MetricName.SOCKETS_REFUSED.meaning())
                    .tag("reason", reason.wireName())
                    .register(registry);
        }
    }

    public void watch(Passwords passwords) {
        gauge(MetricName.PASSWORDS_WAITING, passwords::waiting);
        counter(MetricName.PASSWORDS_REFUSED, passwords, Passwords::refused);
    }

    public void watch(Node node) {
        gauge(MetricName.SESSIONS, node.sessions()::count);
        counter(MetricName.MEMBERSHIP_QUERIES, node.arrivals(), Arrivals::membershipQueries);
        counter(MetricName.MEMBERSHIP_LOOKUPS, node.arrivals(), Arrivals::membershipLookups);
        gauge(MetricName.APPENDS_QUEUED, node::queuedAppends);
        counter(MetricName.COMMITS, node.appendCounters(), AppendCounters::commits);
        counter(MetricName.COMMITTED_WRITES, node.appendCounters(), AppendCounters::writes);
        FanoutCounters fanout = node.fanout().counters();
        counter(MetricName.FEED_GAPS, fanout, FanoutCounters::gaps);
        counter(MetricName.FEED_BACKFILLED, fanout, FanoutCounters::backfilledEntries);
        gauge(MetricName.MARKERS_WAITING, node.markers()::waiting);
        watch(node.crowd());
    }

    private void watch(Crowd crowd) {
        gauge(MetricName.SHEDDING_LEVEL, crowd::sheddingLevel);
        for (EphemeralKind kind : EphemeralKind.values()) {
            byKind(MetricName.EPHEMERAL_TOLD, crowd, kind, counters -> counters.told(kind));
            byKind(MetricName.SHED, crowd, kind, counters -> counters.shed(kind));
        }
    }

    private void byKind(MetricName name, Crowd crowd, EphemeralKind kind, ToDoubleFunction<CrowdCounters> value) {
        FunctionCounter.builder(name.meterName(), crowd.counters(), value)
                .description(name.meaning())
                .tag("kind", kind.wireName())
                .register(registry);
    }

    public void watch(Notifying notifying) {
        PushCounters counters = notifying.counters();
        for (Fate fate : Fate.values()) {
            labelled(MetricName.PUSH_DECIDED, "fate", fate, counters, all -> all.decided(fate));
        }
        for (State state : State.values()) {
            labelled(MetricName.PUSH_SETTLED, "state", state, counters, all -> all.settled(state));
        }
        gauge(MetricName.PUSH_WAITING, notifying::waiting);
        gauge(MetricName.PUSH_IN_FLIGHT, notifying::inFlight);
        gauge(MetricName.PUSH_PLANNING_DELAY, () -> counters.planningDelayMillis.get() / 1_000.0);
        counter(MetricName.PUSH_LEASES_LOST, counters, all -> all.lost.sum());
        counter(MetricName.PUSH_PLANS_TOO_LATE, counters, all -> all.tooLate.sum());
        counter(MetricName.PUSH_PRUNED, counters, all -> all.pruned.sum());
    }

    /// @param inFlight that the mail server has not answered yet
    public void watch(DigestCounters counters, Supplier<Number> inFlight) {
        for (Mailbox.State state : DIGEST_STATES) {
            labelled(MetricName.DIGESTS, "state", state, counters, all -> all.came(state));
        }
        for (Reason reason : Reason.values()) {
            labelled(MetricName.DIGESTS_NOT_NOW, "reason", reason, counters, all -> all.notNow(reason));
        }
        counter(MetricName.DIGESTS_TOO_LATE, counters, all -> all.tooLate.sum());
        gauge(MetricName.DIGESTS_IN_FLIGHT, inFlight);
    }

    private <T> void labelled(MetricName name, String tag, WireName label, T counters, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name.meterName(), counters, value)
                .description(name.meaning())
                .tag(tag, label.wireName())
                .register(registry);
    }

    public void watch(UnreadAuditor auditor) {
        gauge(MetricName.UNREAD_DRIFT, auditor::drifted);
        counter(MetricName.UNREAD_AUDITED, auditor, UnreadAuditor::audited);
    }

    public void watch(Store store) {
        gauge(MetricName.DEGRADED, () -> store.refusal().isPresent() ? 1 : 0);
    }

    public void watch(Bus bus, RoutingCounters routing) {
        gauge(MetricName.BUS_SUSPECT, () -> bus.healthy() ? 0 : 1);
        counter(MetricName.BUS_SENT, bus.counters(), BusCounters::sent);
        counter(MetricName.BUS_RECEIVED, bus.counters(), BusCounters::received);
        counter(MetricName.BUS_DROPPED, bus.counters(), BusCounters::dropped);
        counter(MetricName.BUS_IGNORED, bus.counters(), BusCounters::ignored);
        counter(MetricName.ROUTED_DIRECT, routing, RoutingCounters::direct);
        counter(MetricName.ROUTED_PUBLISHED, routing, RoutingCounters::published);
        counter(MetricName.ROUTED_BROADCAST, routing, RoutingCounters::broadcast);
        counter(MetricName.ROUTED_DROPPED, routing, RoutingCounters::dropped);
        counter(MetricName.REGISTRY_LOOKUPS, routing, RoutingCounters::lookups);
    }

    /// @param inProgress HTTP requests that are worked on
    public void watchHttp(Supplier<Number> inProgress) {
        gauge(MetricName.HTTP_IN_PROGRESS, inProgress);
    }

    @Override
    public void answered(String route, int status, long nanos) {
        Timer.builder(MetricName.HTTP_REQUESTS.meterName())
                .description(MetricName.HTTP_REQUESTS.meaning())
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(HTTP_BUCKETS)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// In the text format of Prometheus.
    public String scrape() {
        return registry.scrape();
    }

    private void gauge(MetricName name, Supplier<Number> value) {
        Gauge.builder(name.meterName(), value)
                .description(name.meaning())
                .strongReference(true)
                .register(registry);
    }

    private <T> void counter(MetricName name, T counted, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name.meterName(), counted, value)
                .description(name.meaning())
                .register(registry);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
