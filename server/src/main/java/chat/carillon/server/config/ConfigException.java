package chat.carillon.server.config;

/// The configuration cannot be used. The message is one sentence for the operator: key, value, expectation.
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }
}
