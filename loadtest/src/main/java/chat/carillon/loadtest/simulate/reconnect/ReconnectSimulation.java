package chat.carillon.loadtest.simulate.reconnect;

import java.time.Duration;
import java.util.SplittableRandom;

/// Plays a lost server: every attempt of every client is an event, the next one after its client's wait. What a
/// message needs to travel counts as nothing beside the waits. Confined to the call.
public final class ReconnectSimulation {
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReconnectOptions options;
    private final Policy policy;
    private final Waits waits;
    private final Door door;
    private final AttemptQueue queue;
    private final ReconnectTally tally;

    private ReconnectSimulation(ReconnectOptions options, Policy policy) {
        this.options = options;
        this.policy = policy;
        this.waits = Waits.of(policy, options);
        this.door = Door.of(policy, options.server(), new SplittableRandom(~options.seed()));
        this.queue = new AttemptQueue(options.clients());
        this.tally = new ReconnectTally(options);
    }

    /// What becomes of these clients and this server with this policy. The same arguments give the same answer.
    public static ReconnectResult run(ReconnectOptions options, Policy policy) {
        return new ReconnectSimulation(options, policy).run();
    }

    private ReconnectResult run() {
        for (int client = 0; client < options.clients(); client++) {
            long first = policy == Policy.NONE ? 0 : waits.next(client);
            queue.add(first, client);
        }
        long end = options.horizon().toNanos();
        while (!queue.isEmpty() && queue.time() < end) {
            attempt(queue.time(), queue.client());
        }
        return tally.result(policy);
    }

    private void attempt(long now, int client) {
        tally.attempt(now);
        long failed = outcome(now, client);
        if (failed < 0) {
            queue.remove();
        } else {
            queue.postpone(failed + waits.next(client));
        }
    }

    /// When the attempt has failed; negative if it has not.
    private long outcome(long now, int client) {
        long timeout = options.timeout().toNanos();
        if (now < options.server().outage().toNanos()) {
            return options.server().silent() ? now + timeout : now;
        }
        long opens = door.arrive(now);
        if (opens < 0) {
            tally.refused();
            waits.serverNamed(client, Duration.ofSeconds(-opens));
            return now;
        }
        if (opens > now + timeout) {
            tally.wasted();
            return now + timeout;
        }
        tally.back(opens);
        return -1;
    }

    /// Whole seconds of a moment.
    static int second(long nanos) {
        return (int) (nanos / SECOND_NANOS);
    }
}
