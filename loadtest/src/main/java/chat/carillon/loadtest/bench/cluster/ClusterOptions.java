package chat.carillon.loadtest.bench.cluster;

import chat.carillon.loadtest.cluster.BrokerKind;
import java.time.Duration;
import java.util.List;

/// What `bench cluster` measures.
///
/// @param brokers one after another
/// @param roundTrip between two regions; zero for one region
/// @param messages of each kind of conversation
/// @param warmUp of each kind, before anything is measured
public record ClusterOptions(List<BrokerKind> brokers, Duration roundTrip, int messages, Duration warmUp) {
    private static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(2);

    public ClusterOptions {
        brokers = List.copyOf(brokers);
        if (brokers.isEmpty() || messages < 1) {
            throw new IllegalArgumentException("brokers and messages must be at least one");
        }
        if (roundTrip.isNegative() || roundTrip.compareTo(MAX_ROUND_TRIP) > 0) {
            throw new IllegalArgumentException(
                    "roundTrip: %s (expected: 0 to %s)".formatted(roundTrip, MAX_ROUND_TRIP));
        }
    }

    boolean twoRegions() {
        return roundTrip.isPositive();
    }
}
