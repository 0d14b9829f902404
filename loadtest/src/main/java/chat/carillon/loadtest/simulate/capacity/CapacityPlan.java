package chat.carillon.loadtest.simulate.capacity;

import java.time.Duration;

/// Who is to be served, and on what.
///
/// @param users accounts
/// @param habits what they do
/// @param hardware that nodes have
/// @param regions that everything is spread over
/// @param roundTrip between two regions
public record CapacityPlan(long users, Habits habits, Hardware hardware, int regions, Duration roundTrip) {
    private static final long MAX_USERS = 100_000_000_000L;
    private static final int MAX_REGIONS = 100;
    private static final double SECONDS_A_DAY = 86_400;

    /// What users do.
    ///
    /// @param connectedShare of the users at the busiest time
    /// @param memberships conversations of a user
    /// @param members of the conversation that a message goes to, on average over messages
    /// @param messagesADay that a user sends
    /// @param peakFactor how much more is sent at the busiest time than on average
    public record Habits(
            double connectedShare, double memberships, double members, double messagesADay, double peakFactor) {
        public Habits {
            within("connected share", connectedShare, 0.0001, 1);
            within("memberships", memberships, 1, 100_000);
            within("members", members, 2, 1_000_000);
            within("messages", messagesADay, 0.001, 100_000);
            within("peak factor", peakFactor, 1, 1_000);
        }
    }

    /// What a node has.
    ///
    /// @param memoryGib for sessions and process
    /// @param use share of anything that may be in use at the busiest time
    public record Hardware(int cores, double memoryGib, double use) {
        public Hardware {
            within("cores", cores, 1, 1_024);
            within("memory", memoryGib, 1, 65_536);
            within("use", use, 0.05, 1);
        }
    }

    public CapacityPlan {
        within("users", (double) users, 2, (double) MAX_USERS);
        within("regions", regions, 1, MAX_REGIONS);
        if (roundTrip.isNegative()) {
            throw new IllegalArgumentException(
                    "round trip: %d ms (expected: 0 or more)".formatted(roundTrip.toMillis()));
        }
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least) || !(value <= most)) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: %s to %s)".formatted(name, text(value), text(least), text(most)));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : Double.toString(value);
    }

    public CapacityPlan withUsers(long other) {
        return new CapacityPlan(other, habits, hardware, regions, roundTrip);
    }

    /// Sessions at the busiest time.
    double sessions() {
        return users * habits.connectedShare();
    }

    /// Messages a second at the busiest time.
    double messages() {
        return users * habits.messagesADay() / SECONDS_A_DAY * habits.peakFactor();
    }

    /// Members of a message's conversation that are connected.
    double audience() {
        return Math.max(1, habits.members() * habits.connectedShare());
    }

    double conversations() {
        return Math.max(1, users * habits.memberships() / habits.members());
    }
}
