package chat.carillon.cli.simulate;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.text.DurationText;
import chat.carillon.client.net.Backoff;
import chat.carillon.loadtest.simulate.chart.Chart;
import chat.carillon.loadtest.simulate.chart.TerminalChart;
import chat.carillon.loadtest.simulate.reconnect.Policy;
import chat.carillon.loadtest.simulate.reconnect.ReconnectOptions;
import chat.carillon.loadtest.simulate.reconnect.ReconnectReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `carillon simulate reconnect`.
@Command(
        name = "reconnect",
        description = "All clients lose their server at once: what their backoff makes of it.",
        footer = {
            "",
            "Policies: none, fixed, exponential, full-jitter and carillon. Only carillon has a server with admission:",
            "it turns away those whom it cannot take, and says when to come again. The others queue."
        })
final class ReconnectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--clients", paramLabel = "N", defaultValue = "50000", description = "Clients; default: 50000.")
    private int clients;

    @Option(
            names = "--base",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationText.class,
            description = "First wait; default: 1s.")
    private Duration first = Duration.ZERO;

    @Option(
            names = "--factor",
            paramLabel = "X",
            defaultValue = "2",
            description = "How much longer each wait is than the one before; default: 2.")
    private double factor;

    @Option(
            names = "--cap",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationText.class,
            description = "Longest wait; default: 60s.")
    private Duration longest = Duration.ZERO;

    @Option(
            names = "--jitter",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "Share of a wait that chance adds or takes; default: 0.5.")
    private double jitter;

    @Option(
            names = "--policy",
            paramLabel = "P",
            split = ",",
            description = "Only these policies, with commas between. Default: all, side by side.")
    private @Nullable List<String> policies;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What chance is drawn from; default: 1.")
    private long seed;

    @Mixin
    private LostServerOptions server = new LostServerOptions();

    @Mixin
    private PictureOptions pictures = new PictureOptions();

    @Override
    public Integer call() throws IOException {
        ReconnectReport report = ReconnectReport.of(options(), chosen());
        report.print(Console.out());
        Console.out().println();
        Chart chart = report.chart();
        TerminalChart.print(chart, Console.out());
        pictures.write(chart, report.csv());
        return 0;
    }

    private ReconnectOptions options() {
        try {
            return ReconnectOptions.of(clients, server.server())
                    .withShape(new Backoff.Shape(first, factor, longest, jitter))
                    .withTimes(server.timeout(), server.retry(), server.horizon())
                    .withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }

    private List<Policy> chosen() {
        List<String> labels = policies;
        return labels == null
                ? List.of(Policy.values())
                : labels.stream().distinct().map(this::policy).toList();
    }

    private Policy policy(String label) {
        return Policy.ofLabel(label)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "policy: %s (expected: %s).".formatted(label, String.join(", ", Policy.labels()))));
    }
}
