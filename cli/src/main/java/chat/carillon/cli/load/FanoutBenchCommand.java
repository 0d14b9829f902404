package chat.carillon.cli.load;

import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.bench.fanout.FanoutBench;
import chat.carillon.loadtest.bench.fanout.FanoutOptions;
import chat.carillon.loadtest.bench.fanout.FanoutReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench fanout`.
@Command(name = "fanout", description = "One channel, all members online: when the last one has seen a message.")
final class FanoutBenchCommand implements Callable<Integer> {
    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Members of the channel; default: 10000.")
    private int members;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Messages a second; may be repeated. Default: until saturation.")
    private @Nullable List<Double> rates;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Messages on their way at a time; may be repeated. Default: 1 and 8.")
    private @Nullable List<Integer> inFlight;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3", description = "Length of each step; default: 3.")
    private int seconds;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "3", description = "Repetitions; default: 3.")
    private int repetitions;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "10", description = "Warm-up; default: 10.")
    private int warmUp;

    @Option(
            names = "--collector",
            paramLabel = "GC",
            description = "Serial, Parallel, G1 or Z, of the server; default: as 'serve' has it.")
    private @Nullable String collector;

    @Override
    public Integer call() throws IOException {
        FanoutOptions options = BenchRun.checked(this::options);
        FanoutReport report = BenchRun.watched(progress -> FanoutBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }

    private FanoutOptions options() {
        FanoutOptions chosen = FanoutOptions.of(members)
                .withRepetitions(repetitions)
                .withDurations(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        if (collector != null) {
            chosen = chosen.withCollector(collector);
        }
        if (rates == null && inFlight == null) {
            return chosen;
        }
        return chosen.withInFlight(inFlight == null ? List.of() : inFlight)
                .withRates(rates == null ? List.of() : rates)
                .withSweep(false);
    }
}
