package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.cluster.BrokerKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What to verify, and for how long.
///
/// @param target a cluster that runs, or one to be started
/// @param duration of the load; the check follows
/// @param seed what faults and senders are drawn from
/// @param rate messages a second in all conversations together
/// @param within how soon a member must have a message while its node can reach the store
public record VerifyOptions(Target target, Duration duration, long seed, double rate, Duration within) {
    private static final double MAX_RATE = 10_000;

    /// What is done to a cluster of this machine.
    public enum Trouble {
        /// Everything is broken, one thing after another.
        FAULTS,
        /// Its nodes are stopped and started one after another, as for an upgrade, behind a load balancer. Nobody may
        /// notice.
        ROLLING_RESTART
    }

    /// Whose promise it is.
    public sealed interface Target {
        /// Nodes that run already; nothing is broken there.
        ///
        /// @param jwtSecret with which they know the tokens of applications
        record Running(List<URI> nodes, String jwtSecret) implements Target {
            public Running {
                nodes = List.copyOf(nodes);
                if (nodes.isEmpty()) {
                    throw new IllegalArgumentException("nodes: none (expected: at least one address)");
                }
            }

            /// Without the secret.
            @Override
            public String toString() {
                return "Running" + nodes;
            }
        }

        /// A cluster of this machine.
        record Local(int nodes, BrokerKind broker, int regions, Trouble trouble) implements Target {}
    }

    public VerifyOptions {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration: %s (expected: longer than nothing)".formatted(duration));
        }
        if (!(rate > 0 && rate <= MAX_RATE)) {
            throw new IllegalArgumentException("rate: %s (expected: above 0, at most 10000)".formatted(rate));
        }
    }
}
