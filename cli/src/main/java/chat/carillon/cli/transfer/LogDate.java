package chat.carillon.cli.transfer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the times of day of a log into times, by the date in its name. Confined to one log.
final class LogDate {
    private static final Pattern DATE = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})");
    private static final LocalDate UNKNOWN = LocalDate.of(2000, 1, 1);
    private static final int HALF_A_DAY_MINUTES = 720;

    private LocalDate day;
    private int lastMinute;

    private LogDate(LocalDate day) {
        this.day = day;
    }

    /// The date in `name`, or the first day of 2000.
    static LogDate of(String name) {
        Matcher date = DATE.matcher(name);
        try {
            return new LogDate(
                    date.find()
                            ? LocalDate.of(
                                    Integer.parseInt(date.group(1)),
                                    Integer.parseInt(date.group(2)),
                                    Integer.parseInt(date.group(3)))
                            : UNKNOWN);
        } catch (DateTimeException e) {
            return new LogDate(UNKNOWN);
        }
    }

    /// The next time of the log, in milliseconds since 1970 UTC: where the clock jumps far back it is past midnight.
    long millis(int minuteOfDay) {
        if (lastMinute - minuteOfDay > HALF_A_DAY_MINUTES) {
            day = day.plusDays(1);
        }
        lastMinute = minuteOfDay;
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + TimeUnit.MINUTES.toMillis(minuteOfDay);
    }
}
