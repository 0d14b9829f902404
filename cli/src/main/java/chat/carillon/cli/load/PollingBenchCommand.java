package chat.carillon.cli.load;

import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.bench.polling.PollingBench;
import chat.carillon.loadtest.bench.polling.PollingOptions;
import chat.carillon.loadtest.bench.polling.PollingReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench polling`.
@Command(name = "polling", description = "The same conversation over WebSockets and by polling: bytes, CPU, delay.")
final class PollingBenchCommand implements Callable<Integer> {
    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "500",
            description = "Members of the conversation; default: 500.")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.2",
            description = "Messages a second in the conversation; default: 0.2.")
    private double rate;

    @Option(
            names = "--every",
            paramLabel = "S",
            split = ",",
            defaultValue = "1,5",
            description = "Seconds between two requests of a client that polls; default: 1,5.")
    private List<Integer> every = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "Length of each row; default: 30.")
    private int seconds;

    @Override
    public Integer call() throws IOException {
        PollingOptions options = BenchRun.checked(() -> new PollingOptions(
                clients, rate, every.stream().map(Duration::ofSeconds).toList(), Duration.ofSeconds(seconds)));
        PollingReport report = BenchRun.watched(progress -> PollingBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
