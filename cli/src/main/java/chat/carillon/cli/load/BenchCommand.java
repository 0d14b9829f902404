package chat.carillon.cli.load;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.load.absent.AckBenchCommand;
import chat.carillon.cli.load.absent.PushBenchCommand;
import chat.carillon.cli.load.storm.RefuseBenchCommand;
import chat.carillon.cli.load.storm.StormBenchCommand;
import chat.carillon.loadtest.bench.append.AppendBench;
import chat.carillon.loadtest.bench.append.AppendOptions;
import chat.carillon.loadtest.bench.append.AppendReport;
import chat.carillon.loadtest.bench.append.BenchStore;
import chat.carillon.loadtest.bench.cluster.ClusterBench;
import chat.carillon.loadtest.bench.cluster.ClusterOptions;
import chat.carillon.loadtest.bench.cluster.ClusterReport;
import chat.carillon.loadtest.bench.cluster.CrowdBench;
import chat.carillon.loadtest.bench.cluster.CrowdReport;
import chat.carillon.loadtest.bench.idle.IdleBench;
import chat.carillon.loadtest.bench.idle.IdleOptions;
import chat.carillon.loadtest.bench.idle.IdleReport;
import chat.carillon.loadtest.bench.pair.PairBench;
import chat.carillon.loadtest.bench.pair.PairOptions;
import chat.carillon.loadtest.bench.pair.PairReport;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon bench`. Every run starts its own server, and measures its limit in the same run.
@Command(
        name = "bench",
        description = "Measure a server of this machine against limits measured in the same run.",
        subcommands = {
            AckBenchCommand.class,
            FanoutBenchCommand.class,
            GatewayBenchCommand.class,
            PollingBenchCommand.class,
            PushBenchCommand.class,
            RefuseBenchCommand.class,
            SlowBenchCommand.class,
            StormBenchCommand.class
        },
        footer = {"", "Ends with 1 if a limit was not reached. docs/reference/bench.md explains the figures."})
public final class BenchCommand {
    @Command(name = "append", description = "The whole path of messages against the store alone, or bare inserts.")
    int append(
            @Option(
                            names = "--store",
                            paramLabel = "STORE",
                            defaultValue = "embedded",
                            description = "${COMPLETION-CANDIDATES}; default: embedded. With postgres a PostgreSQL is"
                                    + " started, and the same rows are inserted there.")
                    BenchStore store,
            @Option(
                            names = "--connections",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Appends to PostgreSQL that make progress at a time; 0: as a server has"
                                    + " (default).")
                    int connections,
            @Option(
                            names = "--senders",
                            paramLabel = "N",
                            defaultValue = "256",
                            description = "Senders at a time; default: 256.")
                    int senders,
            @Option(
                            names = "--batch",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Messages of a commit of the yardstick; 0: as the server had (default).")
                    int batch,
            @Option(
                            names = "--seconds",
                            paramLabel = "S",
                            defaultValue = "5",
                            description = "Length of each step; default: 5.")
                    int seconds,
            @Option(names = "--repeat", paramLabel = "N", defaultValue = "3", description = "Repetitions; default: 3.")
                    int repetitions)
            throws IOException {
        int appends = connections == 0 ? PostgresOptions.DEFAULT_APPEND_CONNECTIONS : connections;
        AppendOptions options = BenchRun.checked(() ->
                new AppendOptions(store, appends, senders, batch, Duration.ofSeconds(seconds), repetitions, Cores.ANY));
        AppendReport report = BenchRun.watched(progress -> AppendBench.run(options, new StoreYardsticks(), progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }

    @Command(name = "cluster", description = "Messages between two nodes against those within one, hop by hop.")
    int cluster(
            @Option(names = "--broker", paramLabel = "B", description = "redis or kafka; default: one after the other.")
                    @Nullable
                    BrokerKind broker,
            @Option(
                            names = "--round-trip",
                            paramLabel = "MS",
                            defaultValue = "0",
                            description = "Between two regions, in milliseconds; 0: one region (default).")
                    int roundTrip,
            @Option(
                            names = "--messages",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "Messages of each kind of conversation; default: 1000.")
                    int messages,
            @Option(names = "--warm-up", paramLabel = "S", defaultValue = "10", description = "Warm-up; default: 10.")
                    int warmUp,
            @Option(
                            names = "--members",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "One conversation of so many over three nodes instead; 0: not (default).")
                    int members)
            throws IOException {
        if (members > 0) {
            BrokerKind one = broker == null ? BrokerKind.REDIS : broker;
            CrowdReport crowd = BenchRun.watched(progress -> CrowdBench.run(members, one, progress));
            crowd.print(Console.out());
            return BenchRun.exitCode(crowd.reached());
        }
        List<BrokerKind> brokers = broker == null ? List.of(BrokerKind.values()) : List.of(broker);
        ClusterOptions options = BenchRun.checked(
                () -> new ClusterOptions(brokers, Duration.ofMillis(roundTrip), messages, Duration.ofSeconds(warmUp)));
        ClusterReport report = BenchRun.watched(progress -> ClusterBench.run(options, new ClusterHops(), progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }

    @Command(name = "idle", description = "Memory of connections that do nothing.")
    int idle(
            @Option(
                            names = "--connections",
                            paramLabel = "N",
                            defaultValue = "19000",
                            description = "Connections; default: 19000.")
                    int connections,
            @Option(
                            names = "--hold",
                            paramLabel = "S",
                            defaultValue = "10",
                            description = "How long they are watched doing nothing; default: 10.")
                    int hold)
            throws IOException {
        IdleOptions options =
                BenchRun.checked(() -> new IdleOptions(connections, Duration.ofSeconds(hold), Cores.ofMachine()));
        IdleReport report = BenchRun.watched(progress -> IdleBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }

    @Command(name = "pair", description = "Direct messages, alone or beside a large channel.")
    int pair(
            @Option(
                            names = "--pairs",
                            paramLabel = "N",
                            defaultValue = "500",
                            description = "Pairs of users; default: 500.")
                    int pairs,
            @Option(
                            names = "--rate",
                            paramLabel = "R",
                            defaultValue = "2000",
                            description = "Messages a second; default: 2000.")
                    double rate,
            @Option(
                            names = "--crowd",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Members of a channel beside them; 0: there is none (default).")
                    int crowd,
            @Option(
                            names = "--crowd-rate",
                            paramLabel = "R",
                            defaultValue = "0",
                            description = "Messages a second there; 0: half of what the node can do (default).")
                    double crowdRate,
            @Option(
                            names = "--seconds",
                            paramLabel = "S",
                            defaultValue = "5",
                            description = "Length of each step; default: 5.")
                    int seconds,
            @Option(names = "--repeat", paramLabel = "N", defaultValue = "3", description = "Repetitions; default: 3.")
                    int repetitions)
            throws IOException {
        PairOptions options = BenchRun.checked(() -> PairOptions.standard()
                .withPairs(pairs, rate)
                .withCrowd(crowd, crowdRate)
                .withDuration(Duration.ofSeconds(seconds), repetitions));
        PairReport report = BenchRun.watched(progress -> PairBench.run(options, progress));
        report.print(Console.out());
        return BenchRun.exitCode(report.reached());
    }
}
