package chat.carillon.loadtest.bench.slow;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.time.Duration;

/// What `bench slow` measures.
///
/// @param members of one conversation, all online
/// @param frozen how many of them read nothing for a step
/// @param step at most 20 s: a socket that takes nothing for longer than 30 s is closed
public record SlowOptions(int members, int frozen, Duration warmUp, Duration step, Cores cores) {
    private static final Duration MAX_STEP = Duration.ofSeconds(20);

    public SlowOptions {
        if (members < 2 || members > SwarmOptions.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "members: %d (expected: 2 to %d, because a process may have 20,000 open files)"
                            .formatted(members, SwarmOptions.MAX_MEMBERS));
        }
        if (frozen < 1 || frozen > members / 2) {
            throw new IllegalArgumentException("frozen: %d (expected: 1 to half of the members)".formatted(frozen));
        }
        if (step.isNegative() || step.isZero() || step.compareTo(MAX_STEP) > 0) {
            throw new IllegalArgumentException(
                    "seconds: %d (expected: 1 to %d)".formatted(step.toSeconds(), MAX_STEP.toSeconds()));
        }
    }

    int reading() {
        return members - frozen;
    }
}
