package chat.carillon.loadtest.bench.append;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.bench.append.AppendReport.StoreRow;
import chat.carillon.loadtest.bench.append.AppendReport.WholePathRow;
import chat.carillon.loadtest.machine.CpuMeter;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.step.Audience;
import chat.carillon.loadtest.step.Pace;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.step.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures what is left of the store's own pace when messages come through sockets.
public final class AppendBench {
    /// Until the server's compiler, which shares its cores, has little left to do.
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final Duration STORE_WARM_UP = Duration.ofSeconds(3);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int TEXT_CHARS = 200;

    private final AppendOptions options;
    private final StoreYardstick yardstick;
    private final Progress progress;
    private final StoreSite site;
    private final ServerStage stage;
    private int steps;
    private int measurements;

    private AppendBench(
            AppendOptions options, StoreYardstick yardstick, Progress progress, StoreSite site, ServerStage stage) {
        this.options = options;
        this.yardstick = yardstick;
        this.progress = progress;
        this.site = site;
        this.stage = stage;
    }

    /// Runs whole path and store in turn: first with all senders, then with one.
    ///
    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static AppendReport run(AppendOptions options, StoreYardstick yardstick, Progress progress)
            throws IOException {
        try (Scratch scratch = Scratch.make("append");
                StoreSite site = StoreSite.start(options, scratch, progress);
                ServerStage stage = ServerStage.start(options.cores(), scratch, site.settings(), progress)) {
            return new AppendBench(options, yardstick, progress, site, stage).measure();
        }
    }

    private AppendReport measure() throws IOException {
        SwarmGroup swarm = stage.connect(0, options.senders());
        progress.phase("Making %,d direct conversations".formatted(options.senders() / 2));
        Gathering.pairs(stage.api(), 0, options.senders());
        swarm.awaitJoined();
        progress.phase("Warming up");
        WholePathRow warm = send(swarm, options.senders(), WARM_UP);
        var _ = append(batch(List.of(warm)), false, options.duration());
        progress.phase("Measuring %,d senders".formatted(options.senders()));
        List<WholePathRow> paths = new ArrayList<>();
        List<StoreRow> storeRows = new ArrayList<>();
        for (int i = 0; i < options.repetitions(); i++) {
            paths.add(send(swarm, options.senders(), options.duration()));
            storeRows.add(append(batch(paths), false, options.duration()));
            progress.at(i + 1, options.repetitions());
        }
        progress.phase("Measuring a lone sender");
        List<WholePathRow> lonePaths = new ArrayList<>();
        List<StoreRow> loneRows = new ArrayList<>();
        for (int i = 0; i < options.repetitions(); i++) {
            lonePaths.add(send(swarm, 1, options.duration()));
            loneRows.add(append(1, true, options.duration()));
            progress.at(i + 1, options.repetitions());
        }
        return new AppendReport(options, paths, storeRows, lonePaths, loneRows);
    }

    /// As many as the server had in a commit on average; where it does not tell, all that can be on their way.
    private int batch(List<WholePathRow> paths) {
        if (options.batchEntries() > 0) {
            return options.batchEntries();
        }
        double mean =
                paths.stream().mapToDouble(WholePathRow::meanBatch).average().orElse(0);
        return mean >= 1 ? (int) Math.round(mean) : options.senders();
    }

    private WholePathRow send(SwarmGroup swarm, int senders, Duration duration) throws IOException {
        CommitMetrics before = CommitMetrics.parse(stage.api().metrics());
        CpuMeter meter = CpuMeter.start(options.cores(), stage.serverPid());
        StepResult result = swarm.run(
                new StepOptions(steps++, Audience.NOBODY, new Pace.EachSender(), senders, true, duration, DRAIN));
        CpuMeter.Spent spent = meter.spent();
        CommitMetrics after = CommitMetrics.parse(stage.api().metrics());
        return new WholePathRow(result, spent, after.meanSince(before));
    }

    private StoreRow append(int batch, boolean lone, Duration duration) throws IOException {
        var place = site.place(measurements++, lone);
        var load = new StoreYardstick.Load(place, batch, options.senders() / 2, TEXT_CHARS, STORE_WARM_UP, duration);
        return new StoreRow(batch, yardstick.measure(load));
    }
}
