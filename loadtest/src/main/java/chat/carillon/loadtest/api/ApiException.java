package chat.carillon.loadtest.api;

import chat.carillon.protocol.ErrorCode;
import java.io.IOException;

/// The server refused a call.
public final class ApiException extends IOException {
    private final ErrorCode code;

    ApiException(String call, int status, ErrorCode code, String detail) {
        super("%s was answered with %d %s: %s".formatted(call, status, code.code(), detail));
        this.code = code;
    }

    /// Why.
    public ErrorCode code() {
        return code;
    }
}
