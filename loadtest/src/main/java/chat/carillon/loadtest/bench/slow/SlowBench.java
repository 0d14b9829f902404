package chat.carillon.loadtest.bench.slow;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.api.Metrics;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.bench.fanout.FanoutOptions;
import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.bench.fanout.FanoutSide;
import chat.carillon.loadtest.machine.ProcStat;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.step.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Measures a large conversation while all of its members read, and while some of them read nothing, in turn.
public final class SlowBench {
    private static final int IN_FLIGHT = 8;
    private static final int REPETITIONS = 3;

    /// Few, so that a frozen client's trouble is soon the server's: the kernel would swallow megabytes for each.
    private static final int RECEIVE_BYTES = 4 * 1024;

    private static final String LAGGARDS = "carillon_laggards_total";

    /// Below saturation, so that a delay is somebody's fault.
    private static final double SHARE_OF_CAPACITY = 0.5;

    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final SlowOptions options;
    private final Progress progress;
    private final ServerStage stage;
    private final SwarmGroup frozen;
    private final SwarmGroup reading;
    private final FanoutSide side;

    private SlowBench(SlowOptions options, Progress progress, ServerStage stage) throws IOException {
        this.options = options;
        this.progress = progress;
        this.stage = stage;
        this.reading = stage.connect(0, options.reading());
        this.frozen = stage.connect(options.reading(), options.frozen(), RECEIVE_BYTES);
        var _ = Gathering.everyone(stage.api(), 0, options.members());
        reading.awaitJoined();
        frozen.awaitJoined();
        FanoutOptions steps = FanoutOptions.of(options.reading()).withDurations(options.warmUp(), options.step());
        this.side = new FanoutSide("carillon", stage.serverPid(), reading, steps);
    }

    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static SlowReport run(SlowOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("slow");
                ServerStage stage = ServerStage.start(options.cores(), scratch, progress)) {
            return new SlowBench(options, progress, stage).measure();
        }
    }

    private SlowReport measure() throws IOException {
        progress.phase("Warming up");
        side.warmUp(IN_FLIGHT, options.warmUp());
        double rate =
                SHARE_OF_CAPACITY * side.measure(new Pace.Window(IN_FLIGHT)).messagesPerSecond();
        List<FanoutRow> without = new ArrayList<>();
        List<FanoutRow> with = new ArrayList<>();
        List<SlowReport.Return> returns = new ArrayList<>();
        progress.phase("Measuring with and without members that read nothing");
        for (int i = 0; i < REPETITIONS; i++) {
            without.add(side.measure(new Pace.Rate(rate)));
            long before = memoryBytes();
            long lagged = laggards();
            frozen.read(false);
            with.add(side.measure(new Pace.Rate(rate)));
            long during = memoryBytes();
            returns.add(thaw(during - before, lagged));
            progress.at(i + 1, REPETITIONS);
        }
        return new SlowReport(options, rate, without, with, returns);
    }

    /// Lets them read again, and waits until they have what they missed.
    private SlowReport.Return thaw(long growth, long laggedBefore) throws IOException {
        long head = reading.headSeq();
        int behind = options.frozen() - frozen.complete(head);
        long start = System.nanoTime();
        frozen.read(true);
        int complete = frozen.complete(head);
        while (complete < options.frozen() && System.nanoTime() - start < CATCH_UP.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
            complete = frozen.complete(head);
        }
        long nanos = System.nanoTime() - start;
        return new SlowReport.Return(growth, behind, laggards() - laggedBefore, options.frozen() - complete, nanos);
    }

    private long laggards() throws IOException {
        return (long) Metrics.sum(stage.api().metrics(), LAGGARDS);
    }

    private long memoryBytes() {
        return ProcStat.memoryBytes(stage.serverPid(), "Rss");
    }
}
