package chat.carillon.cli.load;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.replay.Replay;
import chat.carillon.loadtest.replay.ReplayOptions;
import chat.carillon.loadtest.replay.ReplayOptions.Target;
import chat.carillon.loadtest.replay.ReplayReport;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon replay`.
@Command(
        name = "replay",
        description = "Send a chat corpus through a server and prove that nothing is lost.",
        footer = {
            "",
            "PLACE is a log, a folder of logs, or a .tar or .tar.gz of them. A server is started on empty data, unless",
            "--url names one; that one must know CARILLON_AUTH_JWT_SECRET, since a replay speaks for everybody in the",
            "logs. Ends with 1 if anything was lost, duplicated or out of order."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String SECRET = "CARILLON_AUTH_JWT_SECRET";

    @Parameters(arity = "1..*", paramLabel = "PLACE", description = "Logs.")
    private List<Path> places = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "A server that is running already.")
    private @Nullable URI url;

    @Option(
            names = "--cluster",
            paramLabel = "N",
            defaultValue = "0",
            description = "Start a cluster of so many nodes; 0: one server (default).")
    private int nodes;

    @Option(
            names = "--broker",
            paramLabel = "B",
            defaultValue = "redis",
            description = "Of --cluster: redis (default) or kafka.")
    private BrokerKind broker = BrokerKind.REDIS;

    @Option(names = "--messages", paramLabel = "N", description = "End after so many; 0: all (default).")
    private long messages;

    @Option(
            names = "--watchers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Watchers of a conversation; default: 3.")
    private int watchers;

    @Option(
            names = "--cut",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of connections that are cut; default: 0.1.")
    private double cutShare;

    @Option(names = "--kill-server", paramLabel = "N", description = "Kill a server (SIGKILL) so many times.")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What mishaps are drawn from; default: 1.")
    private long seed;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Times the log's clock; 0: as fast as it goes (default).")
    private double speed;

    @Override
    public Integer call() throws IOException {
        ReplayOptions options = options();
        Progress progress = Bars.of();
        try {
            ReplayReport report = Replay.run(options, progress);
            report.print(Console.out());
            return report.reached() ? 0 : 1;
        } finally {
            Bars.end(progress);
        }
    }

    private ReplayOptions options() {
        try {
            return ReplayOptions.of(places)
                    .withTarget(target())
                    .withMaxMessages(messages)
                    .withWatchers(watchers)
                    .withMishaps(cutShare, kills, seed)
                    .withSpeed(speed);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage() + ".", "--help lists the options.", e);
        }
    }

    private Target target() {
        if (url != null && nodes > 0) {
            throw new Failure("--url and --cluster: both are given.", "--help lists the options.");
        }
        if (url != null) {
            return new Target.Running(url, secret());
        }
        return nodes > 0 ? new Target.OwnCluster(nodes, broker) : new Target.OwnServer();
    }

    private static String secret() {
        String secret = System.getenv(SECRET);
        if (secret == null || secret.isBlank()) {
            throw new Failure(SECRET + " is not set.", "Give the server and the replay the same secret.");
        }
        return secret;
    }
}
