package chat.carillon.cli.simulate;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.simulate.fanout.FanoutCheck;
import chat.carillon.loadtest.simulate.fanout.FanoutForecast;
import chat.carillon.loadtest.simulate.fanout.FanoutPlan;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `carillon simulate fanout`.
@Command(
        name = "fanout",
        description = "One conversation of any size: when its last member has a message, and what it costs.",
        footer = {
            "",
            "--check measures at 1,000 members, forecasts 500 and 2,000 at several rates, runs them, and prints by how",
            "much the forecast was wrong: three minutes, on two cores that have nothing else to do."
        })
final class FanoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--members", paramLabel = "N", defaultValue = "10000", description = "Members; default: 10000.")
    private long members;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "10", description = "Messages a second; default: 10.")
    private double rate;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1", description = "Nodes; default: 1.")
    private int nodes;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "1", description = "Cores of a node; default: 1.")
    private int cores;

    @Mixin
    private RegionOptions regions = new RegionOptions();

    @Option(names = "--check", description = "Hold the forecast against real runs instead.")
    private boolean check;

    @Mixin
    private FigureOptions figures = new FigureOptions();

    @Override
    public Integer call() throws IOException {
        try {
            FanoutPlan plan = new FanoutPlan(members, rate, nodes, cores, regions.regions(), regions.roundTrip());
            MeasuredFigures chosen = figures.figures();
            if (check) {
                check(chosen);
            } else {
                new FanoutForecast(plan, chosen).print(Console.out());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }

    private static void check(MeasuredFigures figures) throws IOException {
        Progress progress = Bars.of();
        FanoutCheck.Report report;
        try {
            report = FanoutCheck.run(figures, progress);
        } finally {
            Bars.end(progress);
        }
        report.print(Console.out());
    }
}
