package chat.carillon.core.store;

import org.jspecify.annotations.Nullable;

/// The store cannot be reached or refuses to write (disk full, I/O error). The outcome of a write
/// that ended so is unknown; sending the same batch again is safe for entries with a
/// clientMessageId.
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
