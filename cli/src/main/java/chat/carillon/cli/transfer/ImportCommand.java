package chat.carillon.cli.transfer;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.server.EmbeddedStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.loadtest.irc.IrcLog;
import chat.carillon.loadtest.irc.IrcLogs;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon import`.
@Command(name = "import", description = "Bring the logs of another chat into a data directory.")
public final class ImportCommand {
    private static final String DEFAULT_DATA = "./data";

    @Command(
            name = "irc",
            description = "Import IRC logs: a channel a file, at the original times.",
            footer = {
                "",
                "PLACE is a log, a folder of logs, or a .tar or .tar.gz of them. Nicks become accounts without a",
                "password ('carillon user password' sets one). Importing the same again changes nothing. No server",
                "may use the directory meanwhile."
            })
    int irc(
            @Parameters(arity = "1..*", paramLabel = "PLACE", description = "Logs.") List<Path> places,
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            description = "Data directory (CARILLON_DATA_DIRECTORY; default: " + DEFAULT_DATA + ").")
                    @Nullable
                    Path data,
            @Option(
                            names = "--owner",
                            paramLabel = "USER",
                            defaultValue = "operator",
                            description = "Who owns the channels; an account that exists; default: operator.")
                    String owner)
            throws IOException {
        Progress progress = Bars.of();
        try {
            progress.phase("Reading the logs");
            List<IrcLog> logs = IrcLogs.read(places);
            Path directory = data == null ? fromEnvironment() : data;
            try (SystemTime time = new SystemTime();
                    Store store = EmbeddedStore.open(directory, Limits.DEFAULT, time)) {
                IrcImport work = new IrcImport(store, Limits.DEFAULT, new UserId(owner));
                IrcImport.Outcome outcome = work.run(logs, progress);
                Console.out().println(outcome.sentence());
            }
        } catch (IllegalStateException e) {
            throw new Failure(String.valueOf(e.getMessage()), null, e);
        } finally {
            Bars.end(progress);
        }
        return 0;
    }

    private static Path fromEnvironment() {
        String directory = System.getenv("CARILLON_DATA_DIRECTORY");
        return Path.of(directory == null || directory.isBlank() ? DEFAULT_DATA : directory);
    }
}
