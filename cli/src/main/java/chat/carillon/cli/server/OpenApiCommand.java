package chat.carillon.cli.server;

import chat.carillon.cli.console.Console;
import chat.carillon.server.http.route.OpenApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `carillon openapi`.
@Command(name = "openapi", description = "Print the description of the HTTP interface (OpenAPI 3.1, JSON).")
public final class OpenApiCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Console.out().writeBytes(OpenApi.json());
        Console.out().println();
        return 0;
    }
}
