package chat.carillon.server.http;

import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/// What a route says.
public sealed interface Answer {
    /// How long a client should wait where nothing better is known.
    long DEFAULT_RETRY_AFTER_MILLIS = 1_000;

    /// A guess; larger bodies are copied as they grow.
    int SMALL_BODY_BYTES = 512;

    /// It went well.
    ///
    /// @param body empty for 204
    record Content(int status, String contentType, byte[] body, Map<String, String> headers) implements Answer {}

    /// It did not, and nothing was changed unless the code says otherwise.
    ///
    /// @param retryAfterMillis how long to wait, where the code is retryable; otherwise 0
    record Problem(ErrorCode code, String detail, long retryAfterMillis) implements Answer {}

    static Answer json(Consumer<JsonWriter> fields) {
        return json(200, fields);
    }

    static Answer json(int status, Consumer<JsonWriter> fields) {
        return new Content(status, "application/json", JsonWriter.object(SMALL_BODY_BYTES, fields), Map.of());
    }

    static Answer text(String contentType, String body) {
        return new Content(200, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer nothing() {
        return new Content(204, "", new byte[0], Map.of());
    }

    static Answer problem(ErrorCode code, String detail) {
        return new Problem(code, detail, code.retryable() ? DEFAULT_RETRY_AFTER_MILLIS : 0);
    }
}
