package chat.carillon.protocol.codec;

/// The other side is a server that does not speak `carillon.v1`; the message says what it sent.
public final class ProtocolException extends RuntimeException {
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
