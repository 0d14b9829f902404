package chat.carillon.push.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final long NOW = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

    @Test
    void seconds_and_dates_are_understood() {
        assertThat(RetryAfter.parse("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 0 ", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 10:02:00 GMT", NOW)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_date_that_is_over_means_now_and_nobody_waits_longer_than_a_day() {
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 09:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("Mon, 22 Nov 2027 09:00:00 GMT", NOW)).isEqualTo(RetryAfter.MAX);
        assertThat(RetryAfter.parse("999999999999999999", NOW)).isEqualTo(RetryAfter.MAX);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-1", "1.5", "soon", "9999999999999999999999", "Sun, 32 Nov 2026 10:02:00 GMT"})
    void what_cannot_be_understood_is_nothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }
}
