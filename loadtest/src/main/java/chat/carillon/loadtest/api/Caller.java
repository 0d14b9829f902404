package chat.carillon.loadtest.api;

import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Makes single calls, and makes them again while the server is not there or asks to come back later. All calls of a
/// load test may be repeated: what was done already is answered with the same, or with `no_change`. Thread-safe.
final class Caller implements AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long MAX_PAUSE_MILLIS = 5_000;

    private final URI server;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /// @param patience how long a call is tried again
    Caller(URI server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /// @param body empty for a call without one
    /// @return what the server answered; an empty object where it answered nothing
    /// @throws ApiException if the server refused, and trying again would not help
    JsonObject call(String method, String path, String token, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(CALL_TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body.length > 0) {
            request.header("Content-Type", "application/json");
        }
        return call(method + " " + path, request.build());
    }

    private JsonObject call(String name, HttpRequest request) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Duration pause = PAUSE;
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() < 300) {
                    return json(response);
                }
                pause = pauseAfter(refusal(name, response), response);
            } catch (ApiException e) {
                throw e;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("%s found no server: %s".formatted(name, e.getMessage()), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("%s was refused for %d s.".formatted(name, patience.toSeconds()));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /// @throws ApiException if it is for good
    private static Duration pauseAfter(ApiException refusal, HttpResponse<byte[]> response) throws ApiException {
        if (!refusal.code().retryable()) {
            throw refusal;
        }
        long millis = json(response).integerOr("retryAfterMs", 0, Limits.MAX_INTEGER, PAUSE.toMillis());
        return Duration.ofMillis(Math.min(millis, MAX_PAUSE_MILLIS));
    }

    private static ApiException refusal(String name, HttpResponse<byte[]> response) {
        JsonObject problem = json(response);
        ErrorCode code = ErrorCode.ofCode(problem.stringOr("code", ""));
        return new ApiException(name, response.statusCode(), code, problem.stringOr("detail", ""));
    }

    private static JsonObject json(HttpResponse<byte[]> response) {
        try {
            return JsonObject.parse(response.body());
        } catch (MalformedJsonException | InvalidValueException e) {
            return JsonObject.parse("{}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// A page of text, such as `/metrics`.
    String text(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                    .timeout(CALL_TIMEOUT)
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
