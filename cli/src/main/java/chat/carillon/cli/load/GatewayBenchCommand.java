package chat.carillon.cli.load;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.loadtest.bench.gateway.GatewayBench;
import chat.carillon.loadtest.bench.gateway.GatewayReport;
import chat.carillon.loadtest.bench.gateway.HostedServer;
import chat.carillon.server.CarillonServer;
import chat.carillon.server.config.ConfigLoader;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench gateway`.
@Command(name = "gateway", description = "More sessions than a process may have files, over a transport in memory.")
final class GatewayBenchCommand implements Callable<Integer> {
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
            throw new Failure(
                    "sessions: %d (expected: 2 to %d).".formatted(sessions, MOST), "--help lists the options.");
        }
        GatewayReport report =
                BenchRun.watched(progress -> GatewayBench.run(sessions, GatewayBenchCommand::open, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }

    private static HostedServer open(Map<String, String> settings) {
        var server =
                CarillonServer.start(ConfigLoader.load(null, Map.of(), settings).server());
        return new HostedServer(server.port(), server.gateway()::accept, server);
    }
}
