package chat.carillon.cli.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that set a server up. Confined to the command's thread.
public final class SettingOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8080; 0: any free one).")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (default: 0.0.0.0).")
    private @Nullable String host;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: ./data).")
    private @Nullable String data;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (CARILLON_CONFIG).")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets any key of the configuration; may be given several times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Nullable
    Path file() {
        String named = System.getenv("CARILLON_CONFIG");
        boolean fromEnvironment = file == null && named != null && !named.isBlank();
        return fromEnvironment ? Path.of(named) : file;
    }

    /// What the command line says, by the configuration's keys.
    Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        put(all, "http.port", port);
        put(all, "http.host", host);
        put(all, "data.directory", data);
        return all;
    }

    private static void put(Map<String, String> all, String key, @Nullable String value) {
        if (value != null) {
            all.put(key, value);
        }
    }
}
