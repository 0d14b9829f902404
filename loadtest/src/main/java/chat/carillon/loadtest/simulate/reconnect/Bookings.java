package chat.carillon.loadtest.simulate.reconnect;

import java.time.Duration;

/// Tells those who are turned away when to come again, by the server's rules: each refusal books a place in the first
/// second that has one left at the present rate; where none in sight has, chance chooses from the later half of them.
/// The server's own class of this name and this one give the same answers, as a test of the command line holds.
/// Confined
/// to one simulation.
public final class Bookings {
    private static final int SECONDS_IN_SIGHT = 30;
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double MILLIS = 1e3;

    private final int[] taken = new int[SECONDS_IN_SIGHT + 1];
    private long present;

    /// Books a moment. Times never go back.
    ///
    /// @param perSecond how many are to come a second
    /// @param chance evenly from 0 to 1
    /// @return milliseconds to stay away
    public long book(double perSecond, long nowNanos, double chance) {
        long now = Math.floorDiv(nowNanos, SECOND_NANOS);
        for (present = Math.max(present, now - taken.length); present < now; present++) {
            taken[place(present)] = 0;
        }
        int ahead = 1;
        while (ahead <= SECONDS_IN_SIGHT && taken[place(now + ahead)] >= perSecond) {
            ahead++;
        }
        double seconds = ahead <= SECONDS_IN_SIGHT ? ahead + chance : SECONDS_IN_SIGHT * (1 - chance / 2);
        taken[place(now + (long) seconds)]++;
        return (long) (seconds * MILLIS);
    }

    private int place(long second) {
        return Math.floorMod(second, taken.length);
    }
}
