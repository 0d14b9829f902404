package chat.carillon.server;

import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.auth.OperatorToken;
import chat.carillon.server.config.ConfigLoader;
import chat.carillon.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A server on any free port of this machine, and a plain HTTP client for it.
public final class TestServer implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery";

    private final CarillonServer server;
    private final Path folder;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private TestServer(CarillonServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /// @param settings keys and values, as on the command line
    public static TestServer start(Path folder, String... settings) {
        return start(folder, UnaryOperator.identity(), settings);
    }

    /// @param around puts something around the store
    public static TestServer start(Path folder, UnaryOperator<Store> around, String... settings) {
        return new TestServer(
                CarillonServer.start(
                        config(folder, settings),
                        (config, time) -> around.apply(new InMemoryStore("epoch-1", time, config.limits()))),
                folder);
    }

    /// On the store that the settings name; by default the embedded one.
    public static TestServer startAsConfigured(Path folder, String... settings) {
        return new TestServer(CarillonServer.start(config(folder, settings)), folder);
    }

    public static ServerConfig config(Path folder, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "http.host", "127.0.0.1",
                "http.port", "0",
                "data.directory", folder.toString(),
                "node.drainTimeout", "0ms",
                "admission.minPerSecond", "100000",
                "auth.loginsPerMinutePerAddress", "100000",
                "auth.loginsPerMinutePerUser", "100000",
                "auth.loginsPerMinute", "100000"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return ConfigLoader.load(null, Map.of(), values).server();
    }

    /// What came back.
    public record Reply(int status, Map<String, List<String>> headers, String body) {
        public JsonObject json() {
            return JsonObject.parse(body.getBytes(StandardCharsets.UTF_8));
        }

        /// The code of a problem document.
        public @Nullable String code() {
            return json().stringOrNull("code");
        }

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        }
    }

    public Reply call(@Nullable String token, String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Reply get(@Nullable String token, String path) {
        return call(token, "GET", path, null);
    }

    public Reply post(@Nullable String token, String path, String body) {
        return call(token, "POST", path, body);
    }

    public String operatorToken() {
        try {
            return OperatorToken.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes users who can log in with [#PASSWORD].
    ///
    /// @return their tokens
    public List<String> users(String... names) {
        return Arrays.stream(names).map(name -> user(name, false)).toList();
    }

    public String administrator(String name) {
        return user(name, true);
    }

    private String user(String name, boolean administrator) {
        Reply made = post(
                operatorToken(),
                "/v1/users",
                "{\"username\":\"%s\",\"password\":\"%s\",\"administrator\":%s}"
                        .formatted(name, PASSWORD, administrator));
        if (made.status() != 201) {
            throw new AssertionError(made.body());
        }
        // A login would take as long as the password did.
        return post(operatorToken(), "/v1/users/" + name + "/tokens", "{\"label\":\"test\"}")
                .json()
                .string("token");
    }

    public Reply login(String name, String password) {
        return post(null, "/v1/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    }

    /// Makes a conversation.
    ///
    /// @return its id
    public String conversation(String token, String body) {
        Reply made = post(token, "/v1/conversations", body);
        if (made.status() != 201) {
            throw new AssertionError(made.body());
        }
        return made.json().string("id");
    }

    /// Makes the node believe that its event loops are so late.
    public void loopLag(Duration lag) {
        server.node().watchLoopLag(lag::toNanos);
    }

    /// The value of a metric as it is scraped.
    ///
    /// @param name with its labels, if it has any
    public double metric(String name) {
        return get(null, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    public CarillonServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
