package chat.carillon.cli.console;

import java.io.PrintStream;
import java.util.Arrays;

/// Standard output and error of this process, and the questions it may ask. Confined to the command's thread.
public final class Console {
    private Console() {}

    public static PrintStream out() {
        return System.out;
    }

    public static PrintStream err() {
        return System.err;
    }

    /// Whether somebody watches at a terminal.
    @SuppressWarnings("SystemConsoleNull") // The annotations of the JDK have not followed yet.
    public static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Whether standard error may move the cursor: it is a terminal, and a capable one.
    public static boolean canDraw() {
        String term = System.getenv("TERM");
        return isTerminal() && term != null && !term.equals("dumb");
    }

    /// Asks for a line.
    ///
    /// @throws Failure if there is nobody to ask
    public static String ask(String question) {
        java.io.Console console = console(question, "Give it as an option or in the environment; --help lists both.");
        String answer = console.readLine("%s: ", question);
        if (answer == null) {
            throw new Failure("There was no answer to '%s'.".formatted(question), null);
        }
        return answer.strip();
    }

    /// Asks for a password without showing it.
    ///
    /// @throws Failure if there is nobody to ask
    public static String askPassword(String question) {
        char[] answer = console(question, "Set CARILLON_PASSWORD instead.").readPassword("%s: ", question);
        if (answer == null) {
            throw new Failure("There was no answer to '%s'.".formatted(question), null);
        }
        String password = new String(answer);
        Arrays.fill(answer, '\0');
        return password;
    }

    @SuppressWarnings("SystemConsoleNull")
    private static java.io.Console console(String question, String hint) {
        java.io.Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new Failure("There is no terminal to ask for '%s' at.".formatted(question), hint);
        }
        return console;
    }
}
