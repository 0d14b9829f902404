package chat.carillon.cli.simulate;

import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.simulate.capacity.CapacityForecast;
import chat.carillon.loadtest.simulate.capacity.CapacityPlan;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `carillon simulate capacity`.
@Command(
        name = "capacity",
        description = "How many nodes, databases and brokers so many users need, and what is full first.",
        footer = {"", "docs/how-to/plan-capacity.md goes through it."})
final class CapacityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--users", paramLabel = "N", defaultValue = "100000", description = "Users; default: 100000.")
    private long users;

    @Option(
            names = "--connected-share",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "Share of them that is connected at the busiest time; default: 0.5.")
    private double connectedShare;

    @Option(
            names = "--memberships",
            paramLabel = "N",
            defaultValue = "20",
            description = "Conversations of a user; default: 20.")
    private double memberships;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "50",
            description = "Members of a message's conversation, on average; default: 50.")
    private double members;

    @Option(
            names = "--messages-per-user-day",
            paramLabel = "N",
            defaultValue = "40",
            description = "Messages that a user sends a day; default: 40.")
    private double messages;

    @Option(
            names = "--peak-factor",
            paramLabel = "X",
            defaultValue = "4",
            description = "How much more is sent at the busiest time than on average; default: 4.")
    private double peakFactor;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "8", description = "Cores of a node; default: 8.")
    private int cores;

    @Option(
            names = "--memory",
            paramLabel = "GIB",
            defaultValue = "16",
            description = "Memory of a node, in GiB; default: 16.")
    private double memory;

    @Option(
            names = "--use",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "Share of anything that may be in use at the busiest time; default: 0.5.")
    private double use;

    @Mixin
    private RegionOptions regions = new RegionOptions();

    @Mixin
    private FigureOptions figures = new FigureOptions();

    @Override
    public Integer call() throws IOException {
        try {
            var habits = new CapacityPlan.Habits(connectedShare, memberships, members, messages, peakFactor);
            var hardware = new CapacityPlan.Hardware(cores, memory, use);
            var plan = new CapacityPlan(users, habits, hardware, regions.regions(), regions.roundTrip());
            new CapacityForecast(plan, figures.figures()).print(Console.out());
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }
}
