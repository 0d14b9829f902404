package chat.carillon.cli.simulate;

import chat.carillon.cli.text.DurationText;
import chat.carillon.loadtest.simulate.reconnect.ReconnectOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Options about the server that was lost, and how long clients wait for it.
final class LostServerOptions {
    @Option(
            names = "--accept-rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Sessions that the server opens a second; default: 1000.")
    private double acceptRate;

    @Option(
            names = "--refusal-cost",
            paramLabel = "X",
            defaultValue = "0.03",
            description = "What turning one away costs, as a share of opening a session; default: 0.03.")
    private double refusalCost;

    @Option(
            names = "--outage",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationText.class,
            description = "Until the server is there again; default: 5s, what a start takes.")
    private Duration outage = Duration.ZERO;

    @Option(names = "--without-admission", description = "For the policy carillon too the server takes everything on.")
    private boolean withoutAdmission;

    @Option(
            names = "--silent",
            description = "Attempts meanwhile are not answered, as when a host is gone, instead of refused at once.")
    private boolean silent;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationText.class,
            description = "When a client gives up an attempt; default: 10s.")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--retry",
            paramLabel = "TIME",
            defaultValue = "100ms",
            converter = DurationText.class,
            description = "How soon 'at once' is, for the policy none; default: 100ms.")
    private Duration retry = Duration.ZERO;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationText.class,
            description = "What is simulated, at most; default: 10m.")
    private Duration horizon = Duration.ZERO;

    /// @throws IllegalArgumentException if it cannot be
    ReconnectOptions.Server server() {
        return new ReconnectOptions.Server(acceptRate, refusalCost, outage, silent, !withoutAdmission);
    }

    Duration timeout() {
        return timeout;
    }

    Duration retry() {
        return retry;
    }

    Duration horizon() {
        return horizon;
    }
}
