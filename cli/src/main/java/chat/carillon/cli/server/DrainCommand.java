package chat.carillon.cli.server;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `carillon drain`.
@Command(
        name = "drain",
        description = "Have a server ask its clients to go elsewhere, and end.",
        footer = {
            "",
            "The same as SIGTERM, for administrators who cannot send it one. --url must lead to the server itself,",
            "not to a load balancer. Comes back at once; the server ends when its clients have gone, at the latest",
            "after node.drainTimeout."
        })
public final class DrainCommand implements Callable<Integer> {
    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Override
    public Integer call() {
        try (access) {
            access.http(Preference.OPERATOR).drain();
            Console.out().printf("%s drains.%n", access.url());
        }
        return 0;
    }
}
