package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.chaos.Fault;
import chat.carillon.loadtest.chaos.FaultSchedule;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.verify.push.PushAccount;
import chat.carillon.loadtest.verify.push.Webhook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One run: load, faults one after another, and the check. Confined to its caller's thread; another one speaks.
public final class Verification {
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MIN_HEALTH = Duration.ofSeconds(2);
    /// How old something is that everybody should have by now.
    private static final Duration MOMENT = Duration.ofMillis(500);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /// A client that was cut off again and again may wait for a minute before it comes back. A push that a node took
    /// and died with is taken by another one when its lease of 30 s has ended, and may have to be tried again.
    private static final Duration MAX_RECOVERY = Duration.ofMinutes(2);

    private final VerifyOptions options;
    private final Progress progress;
    private final Stage stage;
    private final Crowd crowd;
    private final List<Phase> phases = new ArrayList<>();
    private final Problems problems = new Problems();
    private volatile Phase phase = Phase.warmUp();
    private volatile boolean over;

    private Verification(VerifyOptions options, Progress progress, Stage stage, Crowd crowd) {
        this.options = options;
        this.progress = progress;
        this.stage = stage;
        this.crowd = crowd;
    }

    /// Runs one from the start of the cluster, if there is none yet, to the verdict.
    ///
    /// @throws IOException if the cluster does not start, or cannot be read in the end
    public static VerifyReport run(VerifyOptions options, Progress progress) throws IOException {
        progress.phase(
                options.target() instanceof VerifyOptions.Target.Local local
                        ? "Starting PostgreSQL, %s and %d nodes"
                                .formatted(local.broker().name().toLowerCase(Locale.ROOT), local.nodes())
                        : "Connecting");
        try (Scratch scratch = Scratch.make("verify");
                Webhook webhook = Webhook.start();
                Stage stage = Stage.open(options.target(), scratch.data(), webhook.settings());
                Crowd crowd = Crowd.gather(stage, new Random(options.seed()))) {
            return new Verification(options, progress, stage, crowd).run(webhook);
        }
    }

    private VerifyReport run(Webhook webhook) throws IOException {
        long startNanos = System.nanoTime();
        Thread speaker = Thread.ofPlatform().name("speaker").start(this::speak);
        try {
            progress.phase(
                    "%d conversations, %d sessions".formatted(crowd.talks().size(), crowd.sessions()));
            pause(WARM_UP);
            breakThings(startNanos);
        } finally {
            over = true;
            join(speaker);
        }
        progress.phase("Waiting until everybody has everything");
        long now = System.nanoTime();
        if (!comesTrue(() -> crowd.settledBefore(now))) {
            problems.unrecovered("not everybody has everything in the end");
        }
        Optional<PushAccount> pushes = stage.cluster().map(_ -> account(webhook));
        progress.phase("Reading the logs");
        return VerifyReport.of(options, stage, crowd, phases, pushes, problems);
    }

    /// Waits until everybody who is away was told of everything.
    private PushAccount account(Webhook webhook) {
        progress.phase("Waiting until all who are away were told");
        var account = new AtomicReference<>(PushAccount.of(webhook, crowd.said()));
        if (!comesTrue(() -> {
            account.set(PushAccount.of(webhook, crowd.said()));
            return !account.get().incomplete();
        })) {
            problems.untold("not all who are away were told; the webhook was called last %,d ms ago"
                    .formatted(webhook.silence().toMillis()));
        }
        // Once more, for pushes that nobody should get: they would be under way by now.
        pause(MOMENT);
        return PushAccount.of(webhook, crowd.said());
    }

    /// Speaks at a steady rate, in all conversations in turn.
    private void speak() {
        long everyNanos = Math.round(Duration.ofSeconds(1).toNanos() / options.rate());
        long due = System.nanoTime();
        for (int turn = 0; !over; turn++) {
            due += everyNanos;
            LockSupport.parkNanos(due - System.nanoTime());
            crowd.talks().get(turn % crowd.talks().size()).speak(() -> phase);
        }
    }

    private void breakThings(long startNanos) throws IOException {
        long endNanos = startNanos + WARM_UP.plus(options.duration()).toNanos();
        var schedule = stage.cluster().map(this::schedule);
        do {
            enter(Phase.health());
            if (schedule.isEmpty()) {
                pause(options.duration());
            } else {
                pause(MIN_HEALTH);
                suffer(schedule.get().next(), startNanos);
            }
        } while (System.nanoTime() - endNanos < 0
                || schedule.filter(FaultSchedule::unfinished).isPresent());
    }

    private FaultSchedule schedule(LocalCluster cluster) {
        return rolling()
                ? FaultSchedule.rolling(cluster)
                : FaultSchedule.everything(cluster, options.seed()).withSilentClients(stage.entrances());
    }

    private boolean rolling() {
        return options.target() instanceof VerifyOptions.Target.Local local
                && local.trouble() == VerifyOptions.Trouble.ROLLING_RESTART;
    }

    private void suffer(Fault fault, long startNanos) throws IOException {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        progress.phase(String.format(Locale.ROOT, "%6.1f s  %s", seconds, described(fault)));
        Phase present = Phase.of(fault);
        enter(present);
        crowd.moveSince(System.nanoTime() - MOMENT.toNanos(), present);
        fault.begin().run();
        pause(fault.length());
        fault.end().run();
        long mended = System.nanoTime();
        if (recovers(mended)) {
            present.recovered(System.nanoTime() - mended);
            if (!rolling()) {
                stage.sendHome();
                // Until they have noticed that they were cut, they seem to be connected.
                pause(MOMENT);
            }
        }
        if (!recovers(mended)) {
            problems.unrecovered("not everybody had everything after: " + fault.what());
        }
    }

    private static String described(Fault fault) {
        return fault.length().isZero()
                ? fault.what()
                : String.format(
                        Locale.ROOT,
                        "%s for %.1f s",
                        fault.what(),
                        fault.length().toMillis() / 1e3);
    }

    private void enter(Phase next) {
        phases.add(next);
        phase = next;
    }

    /// Whether it comes to this: everybody is connected and has everything but what is a moment old, and all nodes
    /// say that they are well.
    private boolean recovers(long mendedNanos) {
        return comesTrue(() -> crowd.connected()
                && crowd.settledBefore(Math.max(mendedNanos, System.nanoTime() - MOMENT.toNanos()))
                && stage.healthy());
    }

    private static boolean comesTrue(BooleanSupplier condition) {
        long end = System.nanoTime() + MAX_RECOVERY.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(LOOK_EVERY);
        }
        return true;
    }

    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
