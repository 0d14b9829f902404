package chat.carillon.cli.connect;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.client.net.CarillonException;
import chat.carillon.protocol.ErrorCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `carillon logout`.
@Command(name = "logout", description = "End the login that is kept for a server.")
public final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Override
    public Integer call() {
        try (access) {
            StoredLogin login = access.storedLogin()
                    .orElseThrow(() -> new Failure("There is no login for %s.".formatted(access.url()), null));
            try {
                access.http(login.token()).logout();
            } catch (CarillonException e) {
                if (e.code() != ErrorCode.UNAUTHENTICATED) {
                    throw e;
                }
            }
            access.logins().remove(login.url());
            Console.out().printf("Logged %s out of %s.%n", login.user(), login.url());
        }
        return 0;
    }
}
