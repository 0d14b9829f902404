package chat.carillon.client.outbox;

/// The storage of the outbox cannot be read or written.
public final class OutboxStorageException extends RuntimeException {
    public OutboxStorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
