package chat.carillon.server.account;

import chat.carillon.protocol.ErrorCode;

/// What became of a request about accounts.
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    /// Nothing was changed.
    ///
    /// @param retryAfterMillis how long to wait, where the code is retryable; otherwise 0
    record Refused<T>(ErrorCode code, String message, long retryAfterMillis) implements Outcome<T> {
        Refused(ErrorCode code, String message) {
            this(code, message, 0);
        }
    }
}
