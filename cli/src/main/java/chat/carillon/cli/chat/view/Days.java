package chat.carillon.cli.chat.view;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes times of day and days.
final class Days {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final ZoneId zone;

    Days(ZoneId zone) {
        this.zone = zone;
    }

    LocalDate day(long atMillis) {
        return Instant.ofEpochMilli(atMillis).atZone(zone).toLocalDate();
    }

    String time(long atMillis) {
        return TIME.format(Instant.ofEpochMilli(atMillis).atZone(zone));
    }

    String date(long atMillis) {
        return DATE.format(Instant.ofEpochMilli(atMillis).atZone(zone));
    }

    /// As the line between two days says it.
    String name(LocalDate day, long nowMillis) {
        LocalDate today = day(nowMillis);
        if (day.equals(today)) {
            return "Today";
        }
        return day.equals(today.minusDays(1)) ? "Yesterday" : DAY.format(day);
    }
}
