package chat.carillon.cli.simulate;

import picocli.CommandLine.Command;

/// `carillon simulate`. Nothing is started and nothing is measured, unless a command is told to check itself.
@Command(
        name = "simulate",
        description = "Calculate what happens at sizes that do not fit on this machine.",
        subcommands = {ReconnectCommand.class, ResyncCommand.class, FanoutCommand.class, CapacityCommand.class},
        footer = {"", "docs/concepts/thundering-herd.md and docs/how-to/plan-capacity.md explain the answers."})
public final class SimulateCommand {}
