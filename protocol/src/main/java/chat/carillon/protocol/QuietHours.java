package chat.carillon.protocol;

import chat.carillon.model.InvalidValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/// The hours of each day in which a user is not disturbed, by the clock on the user's wall.
///
/// @param from the first minute
/// @param until the first minute after; earlier than `from` where the night lies between
/// @param zone where the wall is
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {

    public QuietHours {
        if (from.equals(until)) {
            throw new InvalidValueException(
                    "quietHours: from %s until %s (expected: two times)".formatted(from, until));
        }
    }

    /// @param from such as `22:00`
    /// @param zone such as `Europe/Vienna`
    /// @throws InvalidValueException if one of them is not that
    public static QuietHours parse(String from, String until, String zone) {
        try {
            return new QuietHours(time("from", from), time("until", until), ZoneId.of(zone));
        } catch (DateTimeParseException e) {
            throw new InvalidValueException(
                    "quietHours: '%s' (expected: a time such as 22:00)".formatted(e.getParsedString()));
        } catch (DateTimeException e) {
            throw new InvalidValueException("quietHours.zone (expected: a time zone such as Europe/Vienna)");
        }
    }

    private static LocalTime time(String field, String text) {
        LocalTime time = LocalTime.parse(text);
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new InvalidValueException("quietHours.%s: '%s' (expected: whole minutes)".formatted(field, text));
        }
        return time;
    }

    /// Whether the user is not to be disturbed then. On the days on which clocks change, what the
    /// wall shows counts.
    ///
    /// @param atMillis since 1970 UTC
    public boolean cover(long atMillis) {
        LocalTime now = LocalTime.ofInstant(Instant.ofEpochMilli(atMillis), zone);
        boolean overNight = until.isBefore(from);
        return overNight ? !now.isBefore(from) || now.isBefore(until) : !now.isBefore(from) && now.isBefore(until);
    }
}
