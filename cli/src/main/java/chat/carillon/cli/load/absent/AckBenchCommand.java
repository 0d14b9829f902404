package chat.carillon.cli.load.absent;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.load.BenchRun;
import chat.carillon.loadtest.bench.ack.AckBench;
import chat.carillon.loadtest.bench.ack.AckOptions;
import chat.carillon.loadtest.bench.ack.AckReport;
import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench acks`.
@Command(name = "acks", description = "A large conversation at saturation, with members that ack and with silent ones.")
public final class AckBenchCommand implements Callable<Integer> {
    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Members of the conversation; default: 10000.")
    private int members;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "5", description = "Length of each step; default: 5.")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "S", defaultValue = "15", description = "Warm-up; default: 15.")
    private int warmUp;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "5", description = "Repetitions; default: 5.")
    private int repetitions;

    @Override
    public Integer call() throws IOException {
        AckOptions options = BenchRun.checked(() -> new AckOptions(
                members, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), repetitions, Cores.ofMachine()));
        AckReport report = BenchRun.watched(progress -> AckBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
