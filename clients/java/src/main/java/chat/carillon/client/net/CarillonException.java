package chat.carillon.client.net;

import chat.carillon.protocol.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request was refused: by the server, or by the client itself where it knows the answer.
public final class CarillonException extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable Duration retryAfter;

    public CarillonException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    public CarillonException(ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /// Why; [ErrorCode#retryable] says whether the same request may succeed later.
    public ErrorCode code() {
        return code;
    }

    /// How long to wait before trying again, where the server said so.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
