package chat.carillon.loadtest.bench.polling;

import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.bench.polling.PollingReport.Row;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.machine.ProcStat;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.ServerProcess;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.wire.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Shows the same conversation to the same members, once over WebSockets, and then to clients that poll.
public final class PollingBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEXT = "The build is green again, and lunch is at noon as always. ";

    private final PollingOptions options;
    private final Progress progress;
    private final ServerProcess server;
    private final ServerApi api;
    private final TokenSource tokens;
    private final List<UserId> users;
    private final ConversationId conversation;
    private int sent;

    private PollingBench(
            PollingOptions options, Progress progress, ServerProcess server, ServerApi api, TokenSource tokens)
            throws IOException {
        this.options = options;
        this.progress = progress;
        this.server = server;
        this.api = api;
        this.tokens = tokens;
        this.users = IntStream.range(0, options.clients())
                .mapToObj(i -> new UserId("reader" + i))
                .toList();
        for (UserId user : users) {
            api.introduce(user, user.value());
        }
        this.conversation =
                api.create(users.getFirst(), ConversationKind.CHANNEL, "news", users.subList(1, users.size()));
    }

    /// @throws IOException with one sentence, if the server does not start or refuses
    public static PollingReport run(PollingOptions options, Progress progress) throws IOException {
        progress.phase("Starting a server");
        try (Scratch scratch = Scratch.make("polling")) {
            ServerOptions started = new ServerOptions(
                    ServerProcess.freePort(),
                    scratch.data(),
                    ServerProcess.newSecret(),
                    ServerOptions.WITHOUT_RATE_LIMITS);
            var tokens = new TokenSource(started.secret());
            try (ServerProcess server = ServerProcess.start(Cores.ANY, started, scratch.log());
                    ServerApi api = new ServerApi(server.uri(), tokens, PATIENCE)) {
                return new PollingBench(options, progress, server, api, tokens).run();
            }
        }
    }

    private PollingReport run() throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.add(row("WebSocket", (user, traffic) -> new SocketListener(server.uri(), tokens.of(user), traffic)));
        for (Duration interval : options.intervals()) {
            String name = "polling every %s s".formatted(interval.toMillis() / 1e3);
            rows.add(row(
                    name,
                    (user, traffic) -> new Poller(server.uri(), tokens.of(user), conversation, interval, traffic)));
        }
        return new PollingReport(options, rows);
    }

    private interface Kind {
        Listening open(UserId user, Traffic traffic) throws IOException;
    }

    private Row row(String name, Kind kind) throws IOException {
        progress.phase(name);
        var traffic = new Traffic();
        List<Listening> clients = new ArrayList<>();
        try {
            for (UserId user : users) {
                Listening client = kind.open(user, traffic);
                clients.add(client);
                Thread.ofVirtual().name("reader").start(() -> listen(client));
            }
            talk(options.duration().dividedBy(2));
            double cpu = ProcStat.cpu(server.pid()).total();
            traffic.start(System.nanoTime());
            talk(options.duration());
            cpu = ProcStat.cpu(server.pid()).total() - cpu;
            return new Row(
                    name,
                    traffic.requests(),
                    traffic.bytes(),
                    cpu / options.duration().toSeconds(),
                    traffic.delays());
        } finally {
            clients.forEach(Listening::close);
        }
    }

    private static void listen(Listening client) {
        try {
            client.listen();
        } catch (IOException e) {
            // It was closed, at the end of its row; what it missed before shows in the number of delays.
        }
    }

    /// Sends at the rate, for so long.
    private void talk(Duration duration) throws IOException {
        long start = System.nanoTime();
        long step = (long) (1e9 / options.messagesPerSecond());
        for (long due = start; due - start < duration.toNanos(); due += step) {
            LockSupport.parkNanos(due - System.nanoTime());
            sent++;
            long _ = api.post(conversation, users.getFirst(), "news-" + sent, Marker.text(due, sent) + TEXT);
        }
        LockSupport.parkNanos(start + duration.toNanos() - System.nanoTime());
    }
}
