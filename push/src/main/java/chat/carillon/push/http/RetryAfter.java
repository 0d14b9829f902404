package chat.carillon.push.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
public final class RetryAfter {
    /// Nobody waits longer for anybody.
    public static final Duration MAX = Duration.ofDays(1);

    private RetryAfter() {}

    /// @param nowMillis since 1970 UTC
    /// @return null if there is none that can be understood
    public static @Nullable Duration parse(@Nullable String header, long nowMillis) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("[0-9]{1,18}")) {
            return bounded(Duration.ofSeconds(Math.min(Long.parseLong(text), MAX.toSeconds())));
        }
        try {
            Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            return bounded(Duration.between(Instant.ofEpochMilli(nowMillis), at));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
