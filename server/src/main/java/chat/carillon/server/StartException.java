package chat.carillon.server;

/// The server cannot start. The message is one sentence for the operator: what is wrong and what is expected.
public final class StartException extends RuntimeException {
    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
