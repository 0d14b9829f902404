package chat.carillon.cli.cluster;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.text.DurationText;
import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.verify.Verification;
import chat.carillon.loadtest.verify.VerifyOptions;
import chat.carillon.loadtest.verify.VerifyOptions.Target;
import chat.carillon.loadtest.verify.VerifyOptions.Trouble;
import chat.carillon.loadtest.verify.VerifyReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `carillon verify`.
@Command(
        name = "verify",
        description = "Prove that a cluster loses, doubles and reorders nothing, and is in time.",
        footer = {
            "",
            "--nodes checks a cluster that runs; it must know CARILLON_AUTH_JWT_SECRET of this environment, and",
            "nothing is broken there. --local starts one on this machine and breaks it: nodes, broker and database",
            "are killed, frozen and restarted, links are cut, silent, one-way and slow. Ends with 1 if a promise",
            "was broken."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final String SECRET = "CARILLON_AUTH_JWT_SECRET";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Where where = new Where();

    /// One of the two.
    private static final class Where {
        @Option(
                names = "--nodes",
                paramLabel = "URL",
                split = ",",
                description = "Addresses of nodes that run, with commas between.")
        @Nullable
        private List<URI> nodes;

        @Option(names = "--local", paramLabel = "N", description = "Start so many nodes on this machine.")
        private int local;
    }

    @Option(
            names = "--broker",
            paramLabel = "B",
            defaultValue = "redis",
            description = "Of --local: redis (default) or kafka.")
    private BrokerKind broker = BrokerKind.REDIS;

    @Option(names = "--regions", paramLabel = "N", defaultValue = "1", description = "Of --local; default: 1.")
    private int regions;

    @Option(
            names = "--rolling",
            description = "Of --local: restart the nodes one after another, as for an upgrade, and break nothing.")
    private boolean rolling;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationText.class,
            description = "Of the load, such as 30s, 5m or 1h; default: 60s.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What faults are drawn from; default: 1.")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "50",
            description = "Messages a second, all conversations together; default: 50.")
    private double rate;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationText.class,
            description = "When members of nodes that reach the store must have a message; default: 2s.")
    private Duration within = Duration.ZERO;

    @Override
    public Integer call() throws IOException {
        VerifyOptions options;
        try {
            options = new VerifyOptions(target(), duration, seed, rate, within);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage() + ".", "--help lists the options.", e);
        }
        Progress progress = Bars.of();
        VerifyReport report;
        try {
            report = Verification.run(options, progress);
        } finally {
            Bars.end(progress);
        }
        report.print(Console.out());
        return report.kept() ? 0 : 1;
    }

    private Target target() {
        List<URI> nodes = where.nodes;
        if (nodes == null) {
            Trouble trouble = rolling ? Trouble.ROLLING_RESTART : Trouble.FAULTS;
            return new Target.Local(where.local, broker, regions, trouble);
        }
        String secret = System.getenv(SECRET);
        if (secret == null || secret.isBlank()) {
            throw new Failure(
                    SECRET + " is not set.",
                    "It must be the one that the nodes have: the check speaks for users that it makes up.");
        }
        return new Target.Running(nodes, secret);
    }
}
