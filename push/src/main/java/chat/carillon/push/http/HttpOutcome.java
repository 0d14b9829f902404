package chat.carillon.push.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of a request.
public sealed interface HttpOutcome {

    /// The server answered.
    ///
    /// @param retryAfter what it asked for, at most a day; null if nothing
    /// @param location the header, if any
    /// @param body its first few KiB
    record Answered(
            int status,
            @Nullable Duration retryAfter,
            @Nullable String location,
            byte[] body) implements HttpOutcome {
        public boolean successful() {
            return status >= 200 && status < 300;
        }

        @Override
        public String toString() {
            return "Answered[%d]".formatted(status);
        }
    }

    /// It may not be called.
    ///
    /// @param forever whether the endpoint says so itself, and not just its name's address of now
    record Forbidden(String why, boolean forever) implements HttpOutcome {}

    /// No answer.
    record Unreachable(String why) implements HttpOutcome {}
}
