package chat.carillon.loadtest.bench.refuse;

import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.bench.refuse.Caller.Kind;
import chat.carillon.loadtest.machine.ProcStat;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.YardstickProcess;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.yardstick.AccepterMain;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Has the same clients try at a node that lets everybody in, at one that lets nobody in, and at a bare loop, in turns.
public final class RefuseBench {
    /// One a second is the least that a node can be told to let in.
    private static final Map<String, String> SHUT = Map.of(
            "CARILLON_ADMISSION_START_PER_SECOND", "1",
            "CARILLON_ADMISSION_MIN_PER_SECOND", "1",
            "CARILLON_ADMISSION_MAX_PER_SECOND", "1");

    private static final Map<String, String> OPEN =
            Map.of("CARILLON_ADMISSION_MAX_PER_SECOND", "1000000", "CARILLON_LIMITS_MAX_SESSIONS_PER_USER", "1000");

    /// So many of the attempts may be answered otherwise.
    private static final double TOLERATED = 0.01;

    private final RefuseOptions options;
    private final Progress progress;
    private final List<RefuseReport.Row> rows = new ArrayList<>();

    private RefuseBench(RefuseOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /// A server of which attempts are made.
    ///
    /// @param hellos one for each client
    private record Side(String name, long pid, int port, List<String> hellos, Kind kind) {}

    /// Starts the three processes, and measures.
    ///
    /// @throws IOException with one sentence, if a process does not start or a server answers
    /// otherwise than it must
    public static RefuseReport run(RefuseOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("refuse");
                Scratch shutScratch = Scratch.make("refuse-shut");
                ServerStage opened = ServerStage.start(options.cores(), scratch, OPEN, progress);
                ServerStage shut = ServerStage.start(options.cores(), shutScratch, SHUT, progress);
                YardstickProcess bare = YardstickProcess.start(AccepterMain.class, options.cores(), scratch.log())) {
            List<String> hellos = hellos(options, opened);
            return new RefuseBench(options, progress)
                    .measure(List.of(
                            new Side("session", opened.serverPid(), opened.port(), hellos, Kind.WELCOMED),
                            new Side("socket", opened.serverPid(), opened.port(), hellos, Kind.OPENED),
                            new Side("refusal", shut.serverPid(), shut.port(), hellos, Kind.REFUSED),
                            new Side("bare loop", bare.pid(), bare.port(), hellos, Kind.REFUSED)));
        }
    }

    private static List<String> hellos(RefuseOptions options, ServerStage stage) throws IOException {
        List<UserId> users = IntStream.range(0, options.clients())
                .mapToObj(i -> new UserId("u" + i))
                .toList();
        for (UserId user : users) {
            stage.api().introduce(user, user.value());
        }
        for (int i = 0; i < options.conversations(); i++) {
            var _ = stage.api()
                    .create(users.getFirst(), ConversationKind.GROUP, "group " + i, users.subList(1, users.size()));
        }
        TokenSource tokens = stage.tokens();
        return users.stream()
                .map(user -> "{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d\"}".formatted(tokens.of(user)))
                .toList();
    }

    private RefuseReport measure(List<Side> sides) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round <= options.rounds(); round++) {
                progress.phase(round == 0 ? "Warming up" : "Round %d of %d".formatted(round, options.rounds()));
                double[] micros = new double[sides.size()];
                for (int i = 0; i < sides.size(); i++) {
                    micros[i] = microsAnAttempt(sides.get(i), threads);
                }
                if (round > 0) {
                    rows.add(new RefuseReport.Row(micros[0], micros[1], micros[2], micros[3]));
                }
            }
        }
        return new RefuseReport(options, rows);
    }

    private double microsAnAttempt(Side side, ExecutorService threads) throws IOException {
        var left = new AtomicInteger(options.attempts());
        var otherwise = new LongAdder();
        double before = ProcStat.cpu(side.pid()).total();
        List<Future<?>> clients = new ArrayList<>();
        for (String hello : side.hellos()) {
            clients.add(threads.submit(() -> {
                var caller = new Caller(side.port(), hello);
                while (left.getAndDecrement() > 0) {
                    if (!caller.attempt(side.kind())) {
                        otherwise.increment();
                    }
                }
                return null;
            }));
        }
        for (Future<?> client : clients) {
            await(client);
        }
        if (otherwise.sum() > options.attempts() * TOLERATED) {
            throw new IOException("%s: %s of %s attempts were answered otherwise"
                    .formatted(side.name(), Figures.count(otherwise.sum()), Figures.count(options.attempts())));
        }
        return (ProcStat.cpu(side.pid()).total() - before) * 1e6 / options.attempts();
    }

    private static void await(Future<?> client) throws IOException {
        try {
            Object _ = client.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("an attempt failed: " + e.getMessage(), e);
        }
    }
}
