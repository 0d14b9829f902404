package chat.carillon.cli.gateway;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench gateway`.
@Command(name = "gateway", description = "More sessions than a process may have files, over a transport in memory.")
public final class GatewayBenchCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many, 2 to 100000; default: 50000.")
    private int sessions;

    @Override
    public Integer call() throws IOException {
        if (sessions < 2 || sessions > MOST) {
            throw new chat.carillon.cli.console.Failure(
                    "sessions: %d (expected: 2 to %d).".formatted(sessions, MOST), "--help lists the options.");
        }
        Progress progress = Bars.of();
        GatewayReport report;
        try {
            report = GatewayBench.run(sessions, progress);
        } finally {
            Bars.end(progress);
        }
        report.print(Console.out());
        return report.reached() ? 0 : 1;
    }
}
