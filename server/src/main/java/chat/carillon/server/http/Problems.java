package chat.carillon.server.http;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import chat.carillon.server.account.Passwords;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what went wrong into problem documents (RFC 9457). A client never sees a stack trace.
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE_PREFIX = "https://carillon.chat/errors/";

    private Problems() {}

    /// What a client may know of an exception; defects are logged under the request's id.
    static Answer.Problem of(Throwable failure, String requestId) {
        return switch (failure) {
            case CompletionException e when e.getCause() != null -> of(e.getCause(), requestId);
            case ExecutionException e when e.getCause() != null -> of(e.getCause(), requestId);
            case InvalidValueException e -> problem(ErrorCode.INVALID_FIELD, String.valueOf(e.getMessage()));
            case MalformedJsonException e -> problem(ErrorCode.MALFORMED_FRAME, "body: " + e.getMessage());
            case StoreUnavailableException e -> {
                log.warn("request {} was refused: {}", requestId, e.getMessage());
                yield problem(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.meaning());
            }
            case Passwords.BusyException e ->
                new Answer.Problem(ErrorCode.OVERLOADED, String.valueOf(e.getMessage()), e.retryAfterMillis());
            default -> {
                log.error("request {} failed", requestId, failure);
                yield problem(ErrorCode.INTERNAL, ErrorCode.INTERNAL.meaning());
            }
        };
    }

    private static Answer.Problem problem(ErrorCode code, String detail) {
        return new Answer.Problem(code, detail, code.retryable() ? Answer.DEFAULT_RETRY_AFTER_MILLIS : 0);
    }

    static Answer.Content document(Answer.Problem problem, String requestId) {
        ErrorCode code = problem.code();
        byte[] body = JsonWriter.object(256, json -> {
            json.field("type", TYPE_PREFIX + code.code())
                    .field("title", code.meaning())
                    .field("status", code.httpStatus())
                    .field("detail", problem.detail())
                    .field("code", code.code());
            if (problem.retryAfterMillis() > 0) {
                json.field("retryAfterMs", problem.retryAfterMillis());
            }
            json.field("requestId", requestId);
        });
        Map<String, String> headers = problem.retryAfterMillis() > 0
                ? Map.of("Retry-After", Long.toString(Math.ceilDiv(problem.retryAfterMillis(), 1_000)))
                : code == ErrorCode.UNAUTHENTICATED ? Map.of("WWW-Authenticate", "Bearer") : Map.of();
        return new Answer.Content(code.httpStatus(), "application/problem+json", body, headers);
    }
}
