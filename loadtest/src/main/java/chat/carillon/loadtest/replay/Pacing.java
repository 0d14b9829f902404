package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.irc.IrcLine;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// When each line of a log is due: by the log's own clock, run faster. Confined to one conversation's thread.
///
/// A log tells minutes only, so the lines of one minute follow each other a second apart.
final class Pacing {
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final double NANOS_PER_LINE = Duration.ofSeconds(1).toNanos();

    private final double speed;
    private final long startNanos;
    private int firstMinute = -1;
    private int minute;
    private int day;
    private int linesInMinute;

    /// @param speed 0 for no clock at all
    Pacing(double speed, long startNanos) {
        this.speed = speed;
        this.startNanos = startNanos;
    }

    /// Waits until the line is due.
    ///
    /// @return when it was due, on the monotonic clock
    long await(IrcLine.Said line) {
        long due = dueNanos(line, System.nanoTime());
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return due;
    }

    long dueNanos(IrcLine.Said line, long now) {
        if (speed == 0) {
            return now;
        }
        if (firstMinute < 0) {
            firstMinute = line.minuteOfDay();
            minute = firstMinute;
        }
        if (line.minuteOfDay() != minute) {
            day += line.minuteOfDay() < minute ? 1 : 0;
            minute = line.minuteOfDay();
            linesInMinute = 0;
        }
        double minutes = (double) day * MINUTES_PER_DAY + minute - firstMinute;
        double within = Math.min(linesInMinute++ * NANOS_PER_LINE, NANOS_PER_MINUTE);
        return startNanos + (long) ((minutes * NANOS_PER_MINUTE + within) / speed);
    }
}
