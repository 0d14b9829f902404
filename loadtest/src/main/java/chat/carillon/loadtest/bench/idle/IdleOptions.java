package chat.carillon.loadtest.bench.idle;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.time.Duration;

/// What `bench idle` measures.
///
/// @param connections authenticated sessions, all members of one conversation
/// @param hold how long they are watched doing nothing before memory is read
public record IdleOptions(int connections, Duration hold, Cores cores) {
    public IdleOptions {
        if (connections < 2 || connections > SwarmOptions.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "connections: %d (expected: 2 to %d, because a process may have 20,000 open files)"
                            .formatted(connections, SwarmOptions.MAX_MEMBERS));
        }
    }

    /// With ten seconds of rest.
    public static IdleOptions of(int connections) {
        return new IdleOptions(connections, Duration.ofSeconds(10), Cores.ofMachine());
    }
}
