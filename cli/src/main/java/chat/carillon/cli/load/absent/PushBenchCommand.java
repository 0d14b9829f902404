package chat.carillon.cli.load.absent;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.load.BenchRun;
import chat.carillon.loadtest.bench.append.BenchStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench push`.
@Command(name = "push", description = "What it costs appends to plan pushes, and how soon a crowd's absent are told.")
public final class PushBenchCommand implements Callable<Integer> {
    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "embedded",
            description = "${COMPLETION-CANDIDATES}; default: embedded. With postgres a PostgreSQL is started.")
    private BenchStore store = BenchStore.EMBEDDED;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Messages a second that ripen; default: 1000.")
    private int rate;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Members of the channel; default: 10000.")
    private int members;

    @Option(
            names = "--mentioned",
            paramLabel = "N",
            defaultValue = "100",
            description = "Of them, so many are meant by each message, every other away; default: 100.")
    private int mentioned;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "8", description = "Length of each step; default: 8.")
    private int seconds;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "3", description = "Repetitions; default: 3.")
    private int repetitions;

    @Override
    public Integer call() throws IOException {
        PushOptions options = BenchRun.checked(
                () -> new PushOptions(store, rate, members, mentioned, Duration.ofSeconds(seconds), repetitions));
        PushReport report = BenchRun.watched(progress -> PushBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
