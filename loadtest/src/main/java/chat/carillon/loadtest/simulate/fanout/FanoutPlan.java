package chat.carillon.loadtest.simulate.fanout;

import java.time.Duration;

/// One conversation, all members online, spread evenly.
///
/// @param rate messages a second
/// @param cores of each node, each with an event loop
/// @param regions that the nodes are spread over
/// @param roundTrip between two regions
public record FanoutPlan(long members, double rate, int nodes, int cores, int regions, Duration roundTrip) {
    private static final long MAX_MEMBERS = 1_000_000_000;
    private static final int MAX_NODES = 100_000;
    private static final int MAX_CORES = 1_024;

    public FanoutPlan {
        within("members", members, 2, MAX_MEMBERS);
        within("nodes", nodes, 1, MAX_NODES);
        within("cores", cores, 1, MAX_CORES);
        within("regions", regions, 1, nodes);
        if (!(rate > 0) || !(rate <= 1e9)) {
            throw new IllegalArgumentException("rate: %s (expected: above 0 messages a second)".formatted(rate));
        }
        if (roundTrip.isNegative()) {
            throw new IllegalArgumentException(
                    "round trip: %d ms (expected: 0 or more)".formatted(roundTrip.toMillis()));
        }
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s: %,d (expected: %,d to %,d)".formatted(name, value, least, most));
        }
    }

    /// One node of one core, as benches have it.
    public static FanoutPlan alone(long members, double rate) {
        return new FanoutPlan(members, rate, 1, 1, 1, Duration.ZERO);
    }

    public FanoutPlan withMembers(long other) {
        return new FanoutPlan(other, rate, nodes, cores, regions, roundTrip);
    }

    public FanoutPlan withRate(double other) {
        return new FanoutPlan(members, other, nodes, cores, regions, roundTrip);
    }

    /// Members that one event loop writes to.
    double membersALoop() {
        return Math.max(1, (double) members / nodes / cores);
    }
}
