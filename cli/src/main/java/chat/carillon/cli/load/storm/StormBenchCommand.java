package chat.carillon.cli.load.storm;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.load.BenchRun;
import chat.carillon.loadtest.bench.storm.StormBench;
import chat.carillon.loadtest.bench.storm.StormPlan;
import chat.carillon.loadtest.bench.storm.StormReport;
import chat.carillon.loadtest.cluster.BrokerKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench storm`.
@Command(name = "storm", description = "Servers go away under very many clients, and all of them come back.")
public final class StormBenchCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Clients that stay connected; default: 10000.")
    private int clients;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "1: one server on its embedded store (default); 2, 3: a cluster.")
    private int nodes;

    @Option(
            names = "--broker",
            paramLabel = "B",
            defaultValue = "redis",
            description = "Of a cluster: redis (default) or kafka.")
    private BrokerKind broker = BrokerKind.REDIS;

    @Option(
            names = "--fault",
            paramLabel = "F",
            defaultValue = "kill",
            description = "kill: all at once (default); drain: in order, one after the other.")
    private StormPlan.Fault fault = StormPlan.Fault.KILL;

    @Override
    public Integer call() throws IOException {
        StormPlan plan = BenchRun.checked(() -> new StormPlan(clients, nodes, broker, fault, PATIENCE));
        StormReport report = BenchRun.watched(progress -> StormBench.run(plan, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
