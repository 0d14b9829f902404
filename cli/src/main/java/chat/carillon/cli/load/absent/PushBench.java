package chat.carillon.cli.load.absent;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.cli.server.EmbeddedStore;
import chat.carillon.core.notify.Notifying;
import chat.carillon.core.notify.PushCounters;
import chat.carillon.core.notify.PushPlanning;
import chat.carillon.core.notify.PushSettings;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.loadtest.bench.append.BenchStore;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.protocol.Limits;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Measures a store that is appended to as fast as it can be, while pushes are planned and while none are, in turn;
/// and how soon those are told whom a message in a large channel means.
final class PushBench {
    /// What is said in direct conversations ripens soon, what writers say never does in a run.
    private static final PushSettings BESIDE_APPENDS = new PushSettings(
            Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofHours(2), Duration.ofDays(7), false);

    private static final PushSettings CROWD = new PushSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(7), false);

    /// Until messages are ripe, and the compiler is done with most.
    private static final Duration RUN_UP = Duration.ofSeconds(5);

    private static final int CROWD_MESSAGES = 5;

    /// After one, the compiler still takes as much of a core as planning does.
    private static final int WARM_UPS = 3;

    private final PushOptions options;
    private final Progress progress;
    private final PushWorld world;
    private final ExecutorService blocking;
    private int loads;

    private PushBench(PushOptions options, Progress progress, PushWorld world, ExecutorService blocking) {
        this.options = options;
        this.progress = progress;
        this.world = world;
        this.blocking = blocking;
    }

    /// @throws IOException with one sentence, if PostgreSQL does not start
    static PushReport run(PushOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("push")) {
            return switch (options.store()) {
                case EMBEDDED -> {
                    try (SystemTime time = new SystemTime();
                            Store store = EmbeddedStore.open(scratch.data(), Limits.DEFAULT, time)) {
                        yield run(options, progress, store, time);
                    }
                }
                case POSTGRES -> {
                    progress.phase("Starting PostgreSQL");
                    try (PostgresServer server = PostgresServer.start(scratch.data(), Durability.FULL);
                            SystemTime time = new SystemTime();
                            Store store =
                                    PostgresStore.open(PostgresOptions.of(server.url("postgres")), Limits.DEFAULT)) {
                        yield run(options, progress, store, time);
                    }
                }
            };
        }
    }

    private static PushReport run(PushOptions options, Progress progress, Store store, SystemTime time) {
        try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor()) {
            return new PushBench(options, progress, new PushWorld(store, time), blocking).measure();
        }
    }

    private PushReport measure() {
        List<CrowdPushes.Told> told = tellCrowd();
        progress.phase("Warming up");
        for (int i = 0; i < WARM_UPS; i++) {
            var _ = append(true);
        }
        progress.phase("Measuring appends with and without planning");
        List<PushReport.Row> without = new ArrayList<>();
        List<PushReport.Row> with = new ArrayList<>();
        for (int i = 0; i < options.repetitions(); i++) {
            without.add(append(false));
            with.add(append(true));
            progress.at(i + 1, options.repetitions());
        }
        return new PushReport(options, told, without, with);
    }

    private List<CrowdPushes.Told> tellCrowd() {
        progress.phase("Making a channel of %,d members with a phone each".formatted(options.members()));
        var crowd = new CrowdPushes(world, options);
        var sender = new AnsweringSender();
        var notifying = notifying(CROWD, sender, new PushCounters());
        notifying.start();
        notifying.deviceRegistered();
        try {
            progress.phase("Telling those who are meant and away");
            List<CrowdPushes.Told> told = new ArrayList<>();
            var _ = crowd.tell(notifying, sender, CROWD.ripeOther());
            for (int i = 0; i < CROWD_MESSAGES; i++) {
                told.add(crowd.tell(notifying, sender, CROWD.ripeOther()));
                progress.at(i + 1, CROWD_MESSAGES);
            }
            return told;
        } finally {
            notifying.stop();
        }
    }

    private Notifying notifying(PushSettings settings, AnsweringSender sender, PushCounters counters) {
        var push = new PushPlanning.Push(world.store(), settings, world.time(), blocking, counters);
        return new Notifying(push, sender);
    }

    private PushReport.Row append(boolean planning) {
        int writers = options.store() == BenchStore.EMBEDDED ? 1 : PostgresOptions.DEFAULT_APPEND_CONNECTIONS;
        var sender = new AnsweringSender();
        var counters = new PushCounters();
        Notifying notifying = notifying(BESIDE_APPENDS, sender, counters);
        if (planning) {
            notifying.start();
            notifying.deviceRegistered();
        }
        try (var load = new PushLoad(world, "l" + loads++, writers, options.rate(), planning ? notifying : null)) {
            load.start();
            LockSupport.parkNanos(RUN_UP.toNanos());
            long start = System.nanoTime();
            long appended = load.appended();
            long planned = counters.decided(Fate.PUSHED);
            long sent = sender.sent();
            LockSupport.parkNanos(options.step().toNanos());
            return new PushReport.Row(
                    CrowdPushes.seconds(Duration.ofNanos(System.nanoTime() - start)),
                    load.appended() - appended,
                    counters.decided(Fate.PUSHED) - planned,
                    sender.sent() - sent,
                    counters.planningDelayMillis.get());
        } finally {
            notifying.stop();
        }
    }
}
