package chat.carillon.cli.connect;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.Login;
import chat.carillon.client.net.CarillonException;
import chat.carillon.protocol.ErrorCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon login`.
@Command(
        name = "login",
        description = "Log in to a server and keep the login for later commands.",
        footer = {
            "",
            "The password is asked for, or taken from CARILLON_PASSWORD.",
            "With an invitation ('carillon user invite' prints one) it makes the account first."
        })
public final class LoginCommand implements Callable<Integer> {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Parameters(arity = "0..1", paramLabel = "USER", description = "User name; asked for if it is missing.")
    private @Nullable String user;

    @Option(names = "--label", paramLabel = "TEXT", description = "What the user will know this login by.")
    private String label = "command line";

    @Option(names = "--invitation", paramLabel = "SECRET", description = "Makes the account with this invitation.")
    private @Nullable String invitation;

    @Override
    public Integer call() {
        try (access) {
            Login login = invitation == null ? logIn(access, user, label) : register(invitation);
            access.logins()
                    .put(new StoredLogin(
                            access.url().toString(),
                            login.account().user().value(),
                            login.token(),
                            UUID.randomUUID().toString()));
            Console.out()
                    .printf(
                            "Logged in as %s at %s until %s; kept in %s.%n",
                            login.account().user(),
                            access.url(),
                            DAY.format(Instant.ofEpochMilli(login.expiresAtMillis())
                                    .atZone(ZoneId.systemDefault())),
                            access.logins().path());
        }
        return 0;
    }

    private Login register(String secret) {
        String name = user == null ? Console.ask("New user name at " + access.url()) : user;
        String password = NewPassword.of(name);
        return new Patience(Console.err())
                .ask(() -> CarillonHttp.register(access.url(), name, password, secret, access.resources()));
    }

    /// Asks for what is missing and logs in.
    public static Login logIn(ServerAccess access, @Nullable String user, String label) {
        String name = user == null ? Console.ask("User name at " + access.url()) : user;
        String given = System.getenv("CARILLON_PASSWORD");
        String password = given == null || given.isEmpty() ? Console.askPassword("Password of " + name) : given;
        try {
            return new Patience(Console.err())
                    .ask(() -> CarillonHttp.login(access.url(), name, password, label, access.resources()));
        } catch (CarillonException e) {
            if (e.code() == ErrorCode.UNAUTHENTICATED) {
                throw new Failure(
                        "The user name or the password is wrong.",
                        "An administrator can set a new one: carillon user password " + name,
                        e);
            }
            throw e;
        }
    }
}
