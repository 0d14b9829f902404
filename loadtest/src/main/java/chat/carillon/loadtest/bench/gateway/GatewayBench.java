package chat.carillon.loadtest.bench.gateway;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.api.Metrics;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.bench.gateway.GatewayReport.Arrival;
import chat.carillon.loadtest.bench.gateway.GatewayReport.Fanout;
import chat.carillon.loadtest.bench.gateway.GatewayReport.Idle;
import chat.carillon.loadtest.bench.gateway.GatewayReport.Memory;
import chat.carillon.loadtest.machine.ProcStat;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.ServerProcess;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Holds very many sessions in this process, and measures what they cost.
public final class GatewayBench {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Two heartbeats, after as long for the compilers to come to rest.
    private static final Duration REST = Duration.ofSeconds(60);

    private static final int WARM_UP_MESSAGES = 30;
    private static final int MESSAGES = 20;

    private final int sessions;
    private final Progress progress;
    private final Crowd crowd;
    private final ServerApi api;

    private GatewayBench(int sessions, Progress progress, Crowd crowd, ServerApi api) {
        this.sessions = sessions;
        this.progress = progress;
        this.crowd = crowd;
        this.api = api;
    }

    /// @param opener starts a server in this process
    /// @throws IOException with one sentence, if not all get their session
    public static GatewayReport run(int sessions, HostedServer.Opener opener, Progress progress) throws IOException {
        String secret = ServerProcess.newSecret();
        var tokens = new TokenSource(secret);
        try (Scratch scratch = Scratch.make("gateway")) {
            var settings = new HashMap<>(Map.of(
                    "http.host", "127.0.0.1",
                    "http.port", "0",
                    "auth.jwt.secret", secret,
                    "node.drainTimeout", "0ms",
                    "log.level", "warn"));
            settings.put("data.directory", scratch.data().toString());
            progress.phase("Starting a server in this process");
            try (HostedServer server = opener.open(settings);
                    var api = new ServerApi(URI.create("http://127.0.0.1:" + server.port()), tokens, PATIENCE);
                    var crowd = new Crowd(server.door(), tokens, sessions)) {
                return new GatewayBench(sessions, progress, crowd, api).measure();
            }
        }
    }

    private GatewayReport measure() throws IOException {
        Memory before = memory();
        progress.phase("Opening %,d sessions for the first time".formatted(sessions));
        crowd.connect();
        progress.phase("Making one conversation of them");
        ConversationId conversation = Gathering.everyone(api, 0, sessions);
        crowd.awaitJoined();
        crowd.disconnect();
        Arrival arrival = arrive();
        Fanout fanout = fanout(conversation);
        progress.phase("Waiting for two minutes");
        rest();
        Idle idle = idle();
        Memory after = memory();
        // The server closes after the crowd's event loops, on which its sessions would say goodbye.
        crowd.disconnect();
        return new GatewayReport(sessions, before, after, arrival, idle, fanout);
    }

    private Arrival arrive() throws IOException {
        progress.phase("Letting all of them come back at once, with their tickets");
        double queries = metric("carillon_membership_queries_total");
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        crowd.connect();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Arrival(seconds, cpuSeconds() - cpu, (long) (metric("carillon_membership_queries_total") - queries));
    }

    private Fanout fanout(ConversationId conversation) throws IOException {
        progress.phase("Sending messages to all of them");
        for (int i = 0; i < WARM_UP_MESSAGES; i++) {
            send(conversation, i);
        }
        double[] millis = new double[MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            long start = System.nanoTime();
            send(conversation, WARM_UP_MESSAGES + i);
            millis[i] = (System.nanoTime() - start) / 1e6;
            progress.at(i + 1, MESSAGES);
        }
        Arrays.sort(millis);
        return new Fanout(millis[MESSAGES / 2], millis[MESSAGES - 1]);
    }

    /// Returns when the last one has it.
    private void send(ConversationId conversation, int number) throws IOException {
        long before = crowd.entries();
        long _ = api.post(conversation, new UserId("u0"), "gateway-" + number, "The same to all of you: " + number);
        crowd.awaitEntries(before + sessions);
    }

    private Idle idle() {
        long pings = crowd.pings();
        double cpu = cpuSeconds();
        rest();
        return new Idle((cpuSeconds() - cpu) / REST.toSeconds(), (crowd.pings() - pings) / (double) REST.toSeconds());
    }

    private double metric(String name) throws IOException {
        return Metrics.sum(api.metrics(), name);
    }

    private static double cpuSeconds() {
        return ProcStat.cpu(ProcessHandle.current().pid()).total();
    }

    /// After two collections, as what only cleaners hold takes a second one.
    private static Memory memory() {
        var beans = ManagementFactory.getMemoryMXBean();
        beans.gc();
        beans.gc();
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long pooled = ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
                ? provider.metric().usedDirectMemory()
                : 0;
        return new Memory(
                beans.getHeapMemoryUsage().getUsed(),
                beans.getNonHeapMemoryUsage().getUsed() + buffers + pooled);
    }

    private static void rest() {
        long end = System.nanoTime() + REST.toNanos();
        for (long left = REST.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
