package chat.carillon.cli.server;

import chat.carillon.backend.sqlite.db.Backup;
import chat.carillon.cli.console.Console;
import chat.carillon.server.config.ConfigLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `carillon backup`.
@Command(
        name = "backup",
        description = "Copy everything that a server keeps into one file, also while it runs.",
        footer = {"", "To restore: put the file as carillon.db into an empty folder, and serve that one."})
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final SettingOptions options = new SettingOptions();

    @Parameters(paramLabel = "FILE", description = "The copy; must not exist yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Path data = ConfigLoader.load(options.file(), System.getenv(), options.settings())
                .server()
                .dataDirectory();
        Backup.write(data, file);
        Console.out().println("Copied " + data.toAbsolutePath().normalize() + " to " + file);
        return 0;
    }
}
