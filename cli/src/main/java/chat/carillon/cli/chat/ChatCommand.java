package chat.carillon.cli.chat;

import chat.carillon.cli.chat.terminal.TerminalScreen;
import chat.carillon.cli.connect.LoginCommand;
import chat.carillon.cli.connect.Patience;
import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.connect.StoredLogin;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.QuietLogging;
import chat.carillon.client.http.Login;
import chat.carillon.client.net.CarillonException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon chat`.
@Command(
        name = "chat",
        description = "Chat in a full-screen terminal client.",
        footer = {
            "",
            "Without a kept login ('carillon login') it asks for user name and password, and logs out at the end.",
            "F1 or /help shows keys and commands. NO_COLOR turns colours off."
        })
public final class ChatCommand implements Callable<Integer> {
    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Parameters(arity = "0..1", paramLabel = "CONVERSATION", description = "What to open: #name, @user or an id.")
    private @Nullable String conversation;

    @Option(names = "--user", paramLabel = "NAME", description = "Log in as this user instead of as the kept login.")
    private @Nullable String user;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Console.canDraw()) {
            throw new Failure("The chat needs a terminal.", "'carillon send' and 'carillon tail' do without one.");
        }
        QuietLogging.silence();
        try (access) {
            Optional<String> token = user == null ? access.token(Preference.PERSON_ONLY) : Optional.empty();
            if (token.isPresent()) {
                var _ = new Patience(Console.err())
                        .ask(() -> access.http(token.get()).me());
                talk(token.get(), device());
            } else {
                Login login = LoginCommand.logIn(access, user, "terminal chat");
                try {
                    talk(login.token(), UUID.randomUUID().toString());
                } finally {
                    logOut(login.token());
                }
            }
        }
        return 0;
    }

    private String device() {
        return access.storedLogin()
                .map(StoredLogin::device)
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private void talk(String token, String device) throws IOException, InterruptedException {
        Optional<String> ending;
        try (TerminalScreen screen = TerminalScreen.open();
                ChatSession session = new ChatSession(access, token, device, screen)) {
            session.open(conversation);
            ending = session.run();
        }
        ending.ifPresent(Console.out()::println);
    }

    /// The token was for this once; if the server is away, it ends by itself.
    private void logOut(String token) {
        try {
            access.http(token).logout();
        } catch (CarillonException e) {
            Console.err().println("The login could not be ended: " + e.getMessage());
        }
    }
}
