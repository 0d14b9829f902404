package chat.carillon.cli;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.Failures;
import chat.carillon.cli.text.SafeText;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells what went wrong: one sentence and a hint on standard error, and where it happened only for `--debug`.
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final String DEBUG = "--debug";

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    @Override
    public int handleExecutionException(Exception problem, CommandLine commandLine, ParseResult parsed) {
        if (problem instanceof ParameterException misused) {
            return handleParseException(misused, new String[0]);
        }
        Failure failure = Failures.of(problem);
        print(failure.sentence(), failure.hint().stream().toList());
        boolean debug = parsed.originalArgs().contains(DEBUG);
        if (debug) {
            problem.printStackTrace(Console.err());
        }
        return FAILED;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        String hint = "'%s --help' explains it.".formatted(command);
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            print(unknown(problem.getCommandLine(), word), List.of(guess(problem.getCommandLine(), word) + hint));
        } else {
            print(sentence(problem), List.of(hint));
        }
        if (Arrays.asList(arguments).contains(DEBUG)) {
            problem.printStackTrace(Console.err());
        }
        return NOT_UNDERSTOOD;
    }

    private static String unknown(CommandLine commandLine, String word) {
        String command = commandLine.getCommandSpec().qualifiedName();
        if (word.startsWith("-")) {
            return "'%s' has no option '%s'.".formatted(command, optionName(word));
        }
        return commandLine.getSubcommands().isEmpty()
                ? "'%s' takes no argument '%s'.".formatted(command, word)
                : "There is no command '%s %s'.".formatted(command, word);
    }

    private static String guess(CommandLine commandLine, String word) {
        List<String> near = Suggestions.near(optionName(word), words(commandLine, word.startsWith("-")));
        return near.isEmpty() ? "" : "Did you mean %s? ".formatted(String.join(" or ", near));
    }

    private static String optionName(String word) {
        return word.split("=", 2)[0];
    }

    private static List<String> words(CommandLine commandLine, boolean options) {
        CommandSpec spec = commandLine.getCommandSpec();
        if (options) {
            return spec.options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .toList();
        }
        Stream<String> commands = spec.subcommands().keySet().stream();
        boolean root = spec.parent() == null;
        return (root ? Stream.concat(commands, HelpPages.SCRIPT.keySet().stream()) : commands).toList();
    }

    private static String sentence(ParameterException problem) {
        CommandLine commandLine = problem.getCommandLine();
        String message =
                String.valueOf(problem.getMessage()).strip().lines().findFirst().orElse("");
        if (message.startsWith("Missing required subcommand")) {
            List<String> names =
                    commandLine.getSubcommands().keySet().stream().sorted().toList();
            return "'%s' needs a command: %s or %s."
                    .formatted(
                            commandLine.getCommandSpec().qualifiedName(),
                            String.join(", ", names.subList(0, names.size() - 1)),
                            names.getLast());
        }
        return message.endsWith(".") ? message : message + ".";
    }

    private static void print(String sentence, List<String> hints) {
        PrintStream err = Console.err();
        err.println(SafeText.line(sentence));
        hints.forEach(hint -> err.println("  " + SafeText.line(hint)));
    }
}
