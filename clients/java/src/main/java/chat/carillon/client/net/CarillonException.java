package chat.carillon.client.net;

import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request was refused: by the server, or by the client itself where it knows the answer.
public final class CarillonException extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final @Nullable CloseCode closeCode;

    public CarillonException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    public CarillonException(ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(code, message, retryAfter, cause, null);
    }

    /// @param closeCode by which the server ended the connection; null if it did not
    CarillonException(
            ErrorCode code,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause,
            @Nullable CloseCode closeCode) {
        super(message, cause);
        this.code = code;
        this.retryAfter = retryAfter;
        this.closeCode = closeCode;
    }

    /// Why; [ErrorCode#retryable] says whether the same request may succeed later.
    public ErrorCode code() {
        return code;
    }

    /// How long to wait before trying again, where the server said so.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// Why the server ended the connection, where that is the reason. Of those that close a client
    /// for good, [CloseCode#TOO_MANY_SESSIONS] is for the user to hear: another of the user's
    /// sessions took this one's place, and to come back would end one in its turn.
    public Optional<CloseCode> closeCode() {
        return Optional.ofNullable(closeCode);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
