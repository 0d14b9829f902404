package chat.carillon.cli;

import chat.carillon.cli.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// `carillon help`: the page of a command, of a command's command, or of what the script does by itself.
@Command(name = "help", description = "Explain a command.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "What to explain; without it, everything.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        if (names.size() == 1 && HelpPages.SCRIPT.containsKey(names.getFirst())) {
            Console.out().print(HelpPages.ofScript(names.getFirst()));
            return 0;
        }
        CommandLine found = spec.parent().commandLine();
        for (String name : names) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(found, List.of(name));
            }
            found = next;
        }
        found.usage(Console.out());
        return 0;
    }
}
