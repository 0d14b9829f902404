package chat.carillon.loadtest.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a server is started for a load test.
///
/// @param port that it listens on, so that it can come back there
/// @param data its directory
/// @param secret with which the load signs its users' tokens
/// @param settings further variables of its environment
public record ServerOptions(int port, Path data, String secret, Map<String, String> settings) {
    /// Limits of an address out of the way: a load test is very many people at one address. Those of a person stay.
    public static final Map<String, String> ONE_ADDRESS = Map.of(
            "CARILLON_HTTP_REQUESTS_PER_SECOND_PER_ADDRESS", "1000000",
            "CARILLON_HTTP_REQUEST_BURST_PER_ADDRESS", "1000000",
            "CARILLON_LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS", "1000000",
            "CARILLON_LIMITS_CONNECT_BURST_PER_ADDRESS", "1000000");

    /// Limits of a person too: one sender of a bench sends more than anyone types.
    public static final Map<String, String> WITHOUT_RATE_LIMITS = Stream.concat(
                    ONE_ADDRESS.entrySet().stream(),
                    Map.of(
                            "CARILLON_LIMITS_REQUESTS_PER_SECOND", "1000000",
                            "CARILLON_LIMITS_REQUEST_BURST", "1000000")
                            .entrySet()
                            .stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /// The node's own rate of handshakes out of the way: that a swarm connects is not what is measured.
    public static final Map<String, String> OPEN_DOOR = Map.of("CARILLON_ADMISSION_MIN_PER_SECOND", "1000000");

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("CARILLON_AUTH_JWT_SECRET", secret);
        environment.put("CARILLON_HTTP_HOST", "127.0.0.1");
        return environment;
    }

    @Override
    public String toString() {
        return "ServerOptions[port %d, %s]".formatted(port, data);
    }
}
