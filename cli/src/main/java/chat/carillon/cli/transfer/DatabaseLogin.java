package chat.carillon.cli.transfer;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.cli.console.Failure;
import chat.carillon.server.config.ConfigLoader;
import chat.carillon.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// As whom a command goes to a database: by the keys of the server's configuration, so that what reaches the database
/// for
/// the server reaches it for the command. Confined to the command's thread.
public final class DatabaseLogin {
    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "The database's user (CARILLON_STORE_POSTGRES_USER). The password is taken from"
                    + " CARILLON_STORE_POSTGRES_PASSWORD, or from the file that"
                    + " CARILLON_STORE_POSTGRES_PASSWORD_FILE names.")
    private @Nullable String user;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file with store.postgres.user and store.postgres.password (CARILLON_CONFIG).")
    private @Nullable Path file;

    /// @throws chat.carillon.server.config.ConfigException if the configuration is not as expected
    PostgresOptions options(String url) {
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new Failure(
                    "A command line is no place for a password: others can see it.",
                    "Set CARILLON_STORE_POSTGRES_PASSWORD, or CARILLON_STORE_POSTGRES_PASSWORD_FILE.");
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("store.postgres.url", url);
        if (user != null) {
            settings.put("store.postgres.user", user);
        }
        ServerConfig.Postgres postgres = Objects.requireNonNull(ConfigLoader.load(file(), System.getenv(), settings)
                .server()
                .cluster()
                .postgres());
        return PostgresOptions.of(postgres.url()).withLogin(postgres.user(), postgres.password());
    }

    private @Nullable Path file() {
        String named = System.getenv("CARILLON_CONFIG");
        boolean fromEnvironment = file == null && named != null && !named.isBlank();
        return fromEnvironment ? Path.of(named) : file;
    }
}
