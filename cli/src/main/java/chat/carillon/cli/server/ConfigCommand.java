package chat.carillon.cli.server;

import chat.carillon.cli.console.Console;
import chat.carillon.server.config.ConfigLoader;
import chat.carillon.server.config.Configuration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `carillon config`.
@Command(
        name = "config",
        description = "Show every key of the configuration: the value in force, and where it came from.",
        footer = {"", "The output can be kept as a configuration file. Secrets are hidden."})
public final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private final SettingOptions options = new SettingOptions();

    @Override
    public Integer call() {
        Configuration configuration = ConfigLoader.load(options.file(), System.getenv(), options.settings());
        configuration.settings().forEach(setting -> Console.out().println(setting.line()));
        configuration.warnings().forEach(warning -> Console.err().println("Warning: " + warning));
        return 0;
    }
}
