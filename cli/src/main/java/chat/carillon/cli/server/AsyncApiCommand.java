package chat.carillon.cli.server;

import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `carillon asyncapi`.
@Command(name = "asyncapi", description = "Print the description of the socket protocol (AsyncAPI 3, YAML).")
public final class AsyncApiCommand implements Callable<Integer> {
    private static final String RESOURCE = "asyncapi.yaml";

    @Override
    public Integer call() throws IOException {
        try (InputStream document = AsyncApiCommand.class.getResourceAsStream(RESOURCE)) {
            if (document == null) {
                throw new Failure("The document is not in this build.", "It is docs/asyncapi.yaml of the repository.");
            }
            document.transferTo(Console.out());
        }
        return 0;
    }
}
