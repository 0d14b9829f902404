package chat.carillon.cli.connect;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;

/// Where the password of a new account comes from.
public final class NewPassword {
    /// Tells the password where nobody can be asked.
    private static final String VARIABLE = "CARILLON_PASSWORD";

    private NewPassword() {}

    /// What the environment says, or what is typed twice.
    public static String of(String user) {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        String first = Console.askPassword("New password of " + user);
        String again = Console.askPassword("Once more");
        if (!first.equals(again)) {
            throw new Failure("The two are not the same.", "Try again.");
        }
        return first;
    }
}
