package chat.carillon.protocol.json;

/// Bytes that are not one JSON object; the message says where they stop being one.
public final class MalformedJsonException extends RuntimeException {
    public MalformedJsonException(String message) {
        super(message);
    }
}
