package chat.carillon.loadtest.bench.ack;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.time.Duration;

/// What `bench acks` measures.
///
/// @param members of one conversation, all online
public record AckOptions(int members, Duration warmUp, Duration step, int repetitions, Cores cores) {
    public AckOptions {
        if (members < 2 || members > SwarmOptions.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "members: %d (expected: 2 to %d, because a process may have 20,000 open files)"
                            .formatted(members, SwarmOptions.MAX_MEMBERS));
        }
        if (repetitions < 1) {
            throw new IllegalArgumentException("repeat: %d (expected: at least 1)".formatted(repetitions));
        }
    }
}
