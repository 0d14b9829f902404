package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.machine.JvmStops;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.step.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures how a server brings messages to all members of one conversation, beside the yardstick.
public final class FanoutBench {
    /// Name of the side that is Carillon.
    public static final String SERVER = "carillon";

    /// Name of the side that is the bare broadcaster.
    static final String YARDSTICK = "yardstick";

    private static final int WARM_UP_ROUNDS = 3;
    private static final int BASE_IN_FLIGHT = 8;

    private final FanoutOptions options;
    private final Progress progress;
    private final List<FanoutSide> sides;
    private final List<FanoutRow> rows = new ArrayList<>();

    private FanoutBench(FanoutOptions options, Progress progress, List<FanoutSide> sides) {
        this.options = options;
        this.progress = progress;
        this.sides = sides;
    }

    /// Runs everything that the options ask for.
    ///
    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static FanoutReport run(FanoutOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("fanout");
                FanoutStage stage = FanoutStage.open(options, scratch, progress)) {
            return new FanoutBench(options, progress, stage.sides()).measure(scratch.stops());
        }
    }

    private FanoutReport measure(Path stops) throws IOException {
        warmUp();
        long warm = JvmStops.end(stops);
        for (int window : options.inFlight()) {
            repeat(new Pace.Window(window), window + " in flight");
        }
        for (double rate : options.rates()) {
            repeat(new Pace.Rate(rate), "%.0f messages a second".formatted(rate));
        }
        List<Sweep> sweeps = options.sweep() ? sweep() : List.of();
        return FanoutReport.of(options, List.copyOf(rows), sweeps, JvmStops.since(stops, warm));
    }

    private void warmUp() throws IOException {
        progress.phase("Warming up both sides");
        Duration round = options.warmUp().dividedBy(2 * WARM_UP_ROUNDS);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            for (FanoutSide side : sides) {
                side.warmUp(1, round);
                side.warmUp(BASE_IN_FLIGHT, round);
            }
            progress.at(i + 1, WARM_UP_ROUNDS);
        }
    }

    private void repeat(Pace pace, String what) throws IOException {
        progress.phase("Measuring " + what);
        for (int i = 0; i < options.repetitions(); i++) {
            for (FanoutSide side : sides) {
                rows.add(side.measure(pace));
            }
            progress.at(i + 1, options.repetitions());
        }
    }

    private List<Sweep> sweep() throws IOException {
        progress.phase("Raising the rate");
        List<Sweep> sweeps = new ArrayList<>();
        for (FanoutSide side : sides) {
            FanoutRow base = side.measure(new Pace.Window(BASE_IN_FLIGHT));
            sweeps.add(new Sweep(side, base.messagesPerSecond()));
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Sweep sweep : sweeps) {
                more |= sweep.step();
            }
        }
        for (Sweep sweep : sweeps) {
            sweep.refine();
        }
        return sweeps;
    }
}
