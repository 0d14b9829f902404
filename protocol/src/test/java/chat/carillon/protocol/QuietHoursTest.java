package chat.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.model.InvalidValueException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    private static long millis(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant().toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-03-01T21:59, false",
        "22:00, 07:00, 2026-03-01T22:00, true",
        "22:00, 07:00, 2026-03-01T00:00, true",
        "22:00, 07:00, 2026-03-01T06:59, true",
        "22:00, 07:00, 2026-03-01T07:00, false",
        "12:00, 13:30, 2026-03-01T11:59, false",
        "12:00, 13:30, 2026-03-01T12:00, true",
        "12:00, 13:30, 2026-03-01T13:29, true",
        "12:00, 13:30, 2026-03-01T13:30, false",
        "00:00, 06:00, 2026-03-01T23:59, false",
        "00:00, 06:00, 2026-03-01T00:00, true"
    })
    void go_by_the_clock_on_the_users_wall(String from, String until, String now, boolean quiet) {
        for (String zone : new String[] {"Europe/Vienna", "Pacific/Auckland", "America/St_Johns"}) {
            assertThat(QuietHours.parse(from, until, zone).cover(millis(now, zone)))
                    .as(zone)
                    .isEqualTo(quiet);
        }
    }

    @Test
    void go_on_in_the_hour_that_comes_twice() {
        QuietHours night = QuietHours.parse("02:00", "03:00", "Europe/Vienna");
        long firstHalfPastTwo = millis("2026-10-25T02:30", "Europe/Vienna");

        assertThat(night.cover(firstHalfPastTwo)).isTrue();
        assertThat(night.cover(firstHalfPastTwo + 3_600_000)).isTrue();
        assertThat(night.cover(firstHalfPastTwo + 2 * 3_600_000)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 22:00, Europe/Vienna",
        "24:00, 07:00, Europe/Vienna",
        "22:00:01, 07:00, Europe/Vienna",
        "late, 07:00, Europe/Vienna",
        "22:00, 07:00, Europe/Nowhere"
    })
    void are_refused_if_they_are_no_hours(String from, String until, String zone) {
        assertThatThrownBy(() -> QuietHours.parse(from, until, zone))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("expected");
    }
}
