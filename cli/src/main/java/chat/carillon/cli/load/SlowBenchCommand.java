package chat.carillon.cli.load;

import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.bench.slow.SlowBench;
import chat.carillon.loadtest.bench.slow.SlowOptions;
import chat.carillon.loadtest.bench.slow.SlowReport;
import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench slow`.
@Command(name = "slow", description = "Members that read nothing, and what the others notice of them.")
final class SlowBenchCommand implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Members of the conversation; default: 10000.")
    private int members;

    @Option(
            names = "--frozen",
            paramLabel = "N",
            defaultValue = "500",
            description = "Of them, so many read nothing; default: 500.")
    private int frozen;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "5", description = "Length of each step; default: 5.")
    private int seconds;

    @Override
    public Integer call() throws IOException {
        SlowOptions options = BenchRun.checked(
                () -> new SlowOptions(members, frozen, WARM_UP, Duration.ofSeconds(seconds), Cores.ofMachine()));
        SlowReport report = BenchRun.watched(progress -> SlowBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
