package chat.carillon.server;

import chat.carillon.core.node.Node;
import chat.carillon.core.session.Identities;
import chat.carillon.core.session.Sessions;
import chat.carillon.protocol.CloseCode;
import chat.carillon.server.admission.Admission;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a node out of service: tells each session when and where to come back, waits until they have gone and what
/// they asked
/// for is answered, and closes the rest. Confined to one thread, which it blocks.
final class Drain {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /// For commits that are under way and HTTP requests that are worked on.
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    /// How long the sockets get to write their close frames.
    private static final Duration GOODBYE = Duration.ofMillis(200);

    /// A restart is more than a start: the stop before, and the process itself.
    private static final Duration BESIDES_START = Duration.ofSeconds(1);

    private final Node node;
    private final Identities identities;
    private final Admission admission;
    private final IntSupplier httpInProgress;
    private final Duration timeout;
    private final Duration start;

    /// @param httpInProgress HTTP requests that are worked on
    /// @param timeout how long to wait for sessions to go
    /// @param start how long this node took to start
    Drain(
            Node node,
            Identities identities,
            Admission admission,
            IntSupplier httpInProgress,
            Duration timeout,
            Duration start) {
        this.node = node;
        this.identities = identities;
        this.admission = admission;
        this.httpInProgress = httpInProgress;
        this.timeout = timeout;
        this.start = start;
    }

    /// The node must take no new sessions any more.
    void run() {
        Sessions sessions = node.sessions();
        int count = sessions.count();
        if (count > 0) {
            var destinations = Destinations.of(node.self(), node.otherNodes());
            DrainPlan plan = plan(count, destinations.perSecond());
            log.info(
                    "{} asks {} sessions to come back after {} ms, the last {} ms later",
                    sessions.node(),
                    count,
                    plan.first().toMillis(),
                    plan.window().toMillis());
            sessions.drain(identities, plan.first(), plan.window(), destinations::next);
            await(plan.patience(), () -> sessions.count() == 0);
            sessions.hearNothing();
            await(ANSWERS, () -> sessions.pendingRequests() == 0);
            sessions.endAll(CloseCode.DRAIN, CloseCode.DRAIN.meaning());
            await(GOODBYE, () -> sessions.count() == 0);
        }
        await(ANSWERS, () -> httpInProgress.getAsInt() == 0);
    }

    private DrainPlan plan(int sessions, int others) {
        return others > 0
                ? DrainPlan.elsewhere(sessions, others, timeout)
                : DrainPlan.hither(sessions, admission.perSecond(), start.plus(BESIDES_START));
    }

    private static void await(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
