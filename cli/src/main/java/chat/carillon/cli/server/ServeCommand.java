package chat.carillon.cli.server;

import chat.carillon.cli.console.Console;
import chat.carillon.server.CarillonServer;
import chat.carillon.server.config.ConfigLoader;
import chat.carillon.server.config.Configuration;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.telemetry.Logging;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `carillon serve`.
@Command(
        name = "serve",
        description = "Run a server until it is told to stop (Ctrl+C, SIGTERM).",
        footer = {
            "",
            "Every key of docs/reference/configuration.md can be set by --set, by a CARILLON_* variable or in a file;",
            "'carillon config' shows what is in force."
        })
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final SettingOptions options = new SettingOptions();

    @Override
    public Integer call() {
        Configuration configuration = ConfigLoader.load(options.file(), System.getenv(), options.settings());
        ServerConfig config = configuration.server();
        Logging.configure(config.log());
        configuration.warnings().forEach(warning -> Console.err().println("Warning: " + warning));
        CarillonServer server = CarillonServer.start(config);
        AtomicBoolean drained = new AtomicBoolean();
        // A signal makes the JVM run its hooks, and end with the signal's number: a stop in good order ends with 0.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            if (!drained.get()) {
                Console.err().println("Stopping ...");
                server.close();
                Runtime.getRuntime().halt(0);
            }
        }));
        announce(server);
        server.awaitClosed();
        drained.set(true);
        return 0;
    }

    private static String place(ServerConfig config) {
        return config.cluster().postgres() == null
                ? config.dataDirectory().toAbsolutePath().normalize().toString()
                : "PostgreSQL";
    }

    private static void announce(CarillonServer server) {
        var out = Console.out();
        out.println("Carillon serves at " + server.address());
        out.println("Everything is kept in " + place(server.config()));
        if (server.wantsAdministrator()) {
            out.println();
            out.println("There is no administrator yet.");
            server.setupLink().ifPresent(link -> out.println("This link makes one, once:\n  " + link));
            out.println("At a terminal: carillon user add NAME --admin");
            out.println();
        }
        out.println("Ctrl+C stops it.");
        out.flush();
    }
}
