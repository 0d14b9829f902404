package chat.carillon.server.admission;

import java.util.concurrent.TimeUnit;

/// Tells those who are turned away when to come back: each refusal books a place in the first second that has one
/// left, so that they come as fast as they can be taken, and no faster. How many places a second has is what is known
/// now: when more can be taken than was thought, the next seconds have places again. Pure; confined to its owner.
public final class Bookings {
    /// Where no second in sight has a place left, a crowd is spread over the later half of them. Not further ahead: who
    /// is told to stay away cannot be called when there is room sooner.
    private static final int SECONDS_IN_SIGHT = 30;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SECOND_MILLIS = TimeUnit.SECONDS.toMillis(1);

    /// Places that are taken, of each second in sight and of the present one.
    private final int[] taken = new int[SECONDS_IN_SIGHT + 1];

    private long present;

    /// Books a moment. Times never go back.
    ///
    /// @param perSecond how many can be taken a second
    /// @param chance evenly from 0 to 1
    /// @return milliseconds from now, at least a second, at most 31 seconds
    public long book(double perSecond, long nowNanos, double chance) {
        proceed(Math.floorDiv(nowNanos, SECOND_NANOS));
        int ahead = firstWithPlace(perSecond);
        double seconds = ahead > 0 ? ahead + chance : SECONDS_IN_SIGHT * (1 - chance / 2);
        taken[place(present + (long) seconds)]++;
        return (long) (seconds * SECOND_MILLIS);
    }

    private void proceed(long now) {
        if (now - present > SECONDS_IN_SIGHT || now < present) {
            present = now - taken.length;
        }
        while (present < now) {
            taken[place(present)] = 0;
            present++;
        }
    }

    /// How many seconds ahead; 0 if there is none.
    private int firstWithPlace(double perSecond) {
        for (int ahead = 1; ahead <= SECONDS_IN_SIGHT; ahead++) {
            if (taken[place(present + ahead)] < perSecond) {
                return ahead;
            }
        }
        return 0;
    }

    private int place(long second) {
        return Math.floorMod(second, taken.length);
    }
}
