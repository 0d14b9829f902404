package chat.carillon.client.http;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request and its answer. Thread-safe.
final class HttpCalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SMALL_BODY_BYTES = 512;
    private static final int NO_CONTENT = 204;
    private static final int FIRST_FAILURE = 300;
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final ServerAddress server;
    private final ClientResources resources;

    HttpCalls(ServerAddress server, ClientResources resources) {
        this.server = server;
        this.resources = resources;
    }

    /// @param token null for a call that needs none
    /// @param body null for none
    /// @throws CarillonException if it was refused, or the server is not there
    JsonObject call(String method, String path, @Nullable String token, @Nullable Consumer<JsonWriter> body) {
        try {
            return JsonObject.parse(content(method, path, token, body));
        } catch (MalformedJsonException e) {
            throw new CarillonException(ErrorCode.INTERNAL, "the server's answer is no JSON", null, e);
        }
    }

    /// As [#call], with the answer as it is.
    byte[] content(String method, String path, @Nullable String token, @Nullable Consumer<JsonWriter> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JsonWriter.object(SMALL_BODY_BYTES, body)));
        }
        HttpResponse<byte[]> response = exchange(request.build());
        byte[] content = response.statusCode() == NO_CONTENT ? EMPTY_OBJECT : response.body();
        if (response.statusCode() >= FIRST_FAILURE) {
            throw problem(response, content);
        }
        return content;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return resources.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new CarillonException(ErrorCode.UNAVAILABLE, "nobody answers at " + server.base(), null, e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CarillonException(ErrorCode.UNAVAILABLE, "%s: %s".formatted(server.base(), reason), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CarillonException(ErrorCode.UNAVAILABLE, "interrupted", null, e);
        }
    }

    /// Makes an exception of a problem document (RFC 9457), or of the status where there is none.
    private static CarillonException problem(HttpResponse<?> response, byte[] content) {
        int status = response.statusCode();
        try {
            JsonObject problem = JsonObject.parse(content);
            Long retryAfter = problem.integerOrNull("retryAfterMs", 0, Limits.MAX_INTEGER);
            return new CarillonException(
                    ErrorCode.ofCode(problem.string("code")),
                    problem.stringOr("detail", problem.stringOr("title", "HTTP " + status)),
                    retryAfter == null ? null : Duration.ofMillis(retryAfter),
                    null);
        } catch (MalformedJsonException | InvalidValueException _) {
            ErrorCode code = switch (status) {
                case 401 -> ErrorCode.UNAUTHENTICATED;
                case 403 -> ErrorCode.FORBIDDEN;
                case 404 -> ErrorCode.NOT_FOUND;
                case 413 -> ErrorCode.BODY_TOO_LARGE;
                case 429 -> ErrorCode.RATE_LIMITED;
                case 502, 503, 504 -> ErrorCode.UNAVAILABLE;
                default -> ErrorCode.INTERNAL;
            };
            return new CarillonException(code, "HTTP " + status, retryAfter(response), null);
        }
    }

    /// What a proxy says, in seconds; of dates we take no notice.
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
