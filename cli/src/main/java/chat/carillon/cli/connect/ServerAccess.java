package chat.carillon.cli.connect;

import chat.carillon.cli.console.Failure;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options by which a command reaches a server. Confined to the command's thread.
public final class ServerAccess implements AutoCloseable {
    private static final String DEFAULT_URL = "http://localhost:8080";
    private static final String DEFAULT_DATA = "./data";

    /// In the data directory; what the server calls it.
    private static final String OPERATOR_TOKEN = "operator.token";

    private final Map<String, String> environment = System.getenv();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the server (CARILLON_URL; default: " + DEFAULT_URL + ").")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Token to act with (CARILLON_TOKEN). Without it: the login that 'carillon login' kept, or on "
                    + "the server's own machine the operator's token.")
    private @Nullable String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of a server on this machine, for the operator's token "
                    + "(CARILLON_DATA_DIRECTORY; default: " + DEFAULT_DATA + ").")
    private @Nullable Path data;

    private @Nullable ClientResources resources;

    /// Whose word counts first where nothing was given.
    public enum Preference {
        /// For what people do: the login that was kept.
        PERSON,
        /// For administration: the operator's token.
        OPERATOR,
        /// The login that was kept, and never the operator's token.
        PERSON_ONLY
    }

    public URI url() {
        String given = firstGiven(url, environment.get("CARILLON_URL"), DEFAULT_URL);
        try {
            return ServerAddress.of(URI.create(given)).base();
        } catch (IllegalArgumentException e) {
            throw new Failure("'%s' is no address of a server.".formatted(given), "Such as " + DEFAULT_URL + ".", e);
        }
    }

    public LoginFile logins() {
        return LoginFile.ofUser(environment);
    }

    /// The login that was kept for this server.
    public Optional<StoredLogin> storedLogin() {
        return logins().find(url().toString());
    }

    /// The token to act with.
    public Optional<String> token(Preference preference) {
        String given = firstGiven(token, environment.get("CARILLON_TOKEN"), "");
        if (!given.isEmpty()) {
            return Optional.of(given);
        }
        Optional<String> kept = storedLogin().map(StoredLogin::token);
        return switch (preference) {
            case PERSON -> kept.or(this::operatorToken);
            case OPERATOR -> operatorToken().or(() -> kept);
            case PERSON_ONLY -> kept;
        };
    }

    /// The calls of the server, as whoever the token says.
    public CarillonHttp http(Preference preference) {
        String found = token(preference)
                .orElseThrow(() -> new Failure(
                        "There is no login for %s.".formatted(url()), "Run 'carillon login', or give --token."));
        return http(found);
    }

    public CarillonHttp http(String asToken) {
        return new CarillonHttp(ServerAddress.of(url()), () -> asToken, resources());
    }

    /// Shared by everything that this command does; closed with this.
    public ClientResources resources() {
        ClientResources made = resources;
        if (made == null) {
            made = ClientResources.create();
            resources = made;
        }
        return made;
    }

    /// Only for a server on this machine: a token must not be shown to another one.
    private Optional<String> operatorToken() {
        if (!isLoopback(url().getHost())) {
            return Optional.empty();
        }
        String fromEnvironment = environment.get("CARILLON_DATA_DIRECTORY");
        Path directory = data != null ? data : Path.of(firstGiven(null, fromEnvironment, DEFAULT_DATA));
        Path file = directory.resolve(OPERATOR_TOKEN);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new Failure("The operator's token in %s cannot be read.".formatted(file), null, e);
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static String firstGiven(@Nullable String first, @Nullable String second, String otherwise) {
        if (first != null && !first.isBlank()) {
            return first.strip();
        }
        return second == null || second.isBlank() ? otherwise : second.strip();
    }

    @Override
    public void close() {
        if (resources != null) {
            resources.close();
        }
    }
}
