package chat.carillon.cli;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.Failures;
import chat.carillon.cli.text.SafeText;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
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
        CommandLine commandLine = problem.getCommandLine();
        String sentence =
                String.valueOf(problem.getMessage()).strip().lines().findFirst().orElse("");
        String name = commandLine.getCommandSpec().qualifiedName();
        List<String> suggestions = problem instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().limit(3).toList()
                : List.of();
        String hint = suggestions.isEmpty()
                ? "'%s --help' explains it.".formatted(name)
                : "Did you mean %s? '%s --help' lists everything.".formatted(String.join(" or ", suggestions), name);
        print(sentence.endsWith(".") ? sentence : sentence + ".", List.of(hint));
        if (Arrays.asList(arguments).contains(DEBUG)) {
            problem.printStackTrace(Console.err());
        }
        return NOT_UNDERSTOOD;
    }

    private static void print(String sentence, List<String> hints) {
        PrintStream err = Console.err();
        err.println(SafeText.line(sentence));
        hints.forEach(hint -> err.println("  " + SafeText.line(hint)));
    }
}
