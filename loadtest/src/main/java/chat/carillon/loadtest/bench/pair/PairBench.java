package chat.carillon.loadtest.bench.pair;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.bench.ServerStage;
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
import java.util.Optional;

/// Measures direct messages, alone or beside a large conversation of the same node.
public final class PairBench {
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final PairOptions options;
    private final Progress progress;
    private final ServerStage stage;
    private final List<PairReport.Row> rows = new ArrayList<>();

    private PairBench(PairOptions options, Progress progress, ServerStage stage) {
        this.options = options;
        this.progress = progress;
        this.stage = stage;
    }

    /// Runs everything that the options ask for.
    ///
    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static PairReport run(PairOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("pair");
                ServerStage stage = ServerStage.start(options.cores(), scratch, progress)) {
            return new PairBench(options, progress, stage).measure();
        }
    }

    private PairReport measure() throws IOException {
        int users = 2 * options.pairs();
        SwarmGroup pairs = stage.connect(0, users);
        progress.phase("Making %,d direct conversations".formatted(options.pairs()));
        Gathering.pairs(stage.api(), 0, users);
        pairs.awaitJoined();
        Optional<Crowd> crowd =
                options.crowd() > 0 ? Optional.of(Crowd.gather(stage, options, progress)) : Optional.empty();
        progress.phase("Warming up");
        var _ = pairs.run(step(0, WARM_UP));
        double crowdRate = crowd.isPresent() ? crowd.get().start() : 0;
        progress.phase("Measuring direct messages");
        for (int i = 1; i <= options.repetitions(); i++) {
            CpuMeter meter = CpuMeter.start(options.cores(), stage.serverPid());
            StepResult result = pairs.run(step(i, options.duration()));
            rows.add(new PairReport.Row(result, meter.spent()));
            progress.at(i, options.repetitions());
        }
        List<StepResult> crowdResults = crowd.isPresent() ? crowd.get().stop() : List.of();
        return new PairReport(options, rows, crowdRate, crowdResults);
    }

    private StepOptions step(int number, Duration duration) {
        Pace pace = new Pace.Rate(options.messagesPerSecond());
        return new StepOptions(number, Audience.PEER, pace, 2 * options.pairs(), true, duration, DRAIN);
    }
}
