package chat.carillon.cli.load.storm;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.load.BenchRun;
import chat.carillon.loadtest.bench.refuse.RefuseBench;
import chat.carillon.loadtest.bench.refuse.RefuseOptions;
import chat.carillon.loadtest.bench.refuse.RefuseReport;
import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench refuse`.
@Command(name = "refuse", description = "What it costs to turn a handshake away, against one that is taken.")
public final class RefuseBenchCommand implements Callable<Integer> {
    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "256",
            description = "Clients that try at a time; default: 256.")
    private int clients;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Attempts of each kind in a round; default: 10000.")
    private int attempts;

    @Option(
            names = "--conversations",
            paramLabel = "N",
            defaultValue = "20",
            description = "Conversations of each user; default: 20.")
    private int conversations;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "5", description = "Rounds; default: 5.")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        RefuseOptions options =
                BenchRun.checked(() -> new RefuseOptions(clients, attempts, rounds, conversations, Cores.ofMachine()));
        RefuseReport report = BenchRun.watched(progress -> RefuseBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
