package chat.carillon.loadtest.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// How a server is started for a load test.
///
/// @param port that it listens on, so that it can come back there
/// @param data its directory
/// @param secret with which the load signs its users' tokens
/// @param settings further variables of its environment
public record ServerOptions(int port, Path data, String secret, Map<String, String> settings) {
    /// Rate limits out of the way: a load generator sends for very many people from one address, and one of its
    /// senders sends more than a person types. Everything else is as a new user has it.
    public static final Map<String, String> WITHOUT_RATE_LIMITS = Map.of(
            "CARILLON_LIMITS_REQUESTS_PER_SECOND", "1000000",
            "CARILLON_LIMITS_REQUEST_BURST", "1000000",
            "CARILLON_HTTP_REQUESTS_PER_SECOND_PER_ADDRESS", "1000000",
            "CARILLON_HTTP_REQUEST_BURST_PER_ADDRESS", "1000000",
            "CARILLON_LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS", "1000000",
            "CARILLON_LIMITS_CONNECT_BURST_PER_ADDRESS", "1000000");

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
