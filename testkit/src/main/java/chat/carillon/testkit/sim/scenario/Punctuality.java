package chat.carillon.testkit.sim.scenario;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.Violation;
import chat.carillon.testkit.sim.cluster.SimBroker;
import chat.carillon.testkit.sim.cluster.SimConnection;
import chat.carillon.testkit.sim.cluster.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// I7: while a node runs and can reach the store, its members are given every entry in time, whatever the bus does.
/// That means each session that was open when the entry was committed, if its user was a member then and stays one:
/// also the one whom this very entry made a member.
final class Punctuality {
    /// Whatever state the bus and the registry are in.
    private static final Duration ALWAYS = Duration.ofSeconds(2);

    /// Where the bus has been silent for so long that the node must have noticed.
    private static final Duration WHILE_SUSPECT = Duration.ofMillis(800);

    private static final Duration SUSPECT_WITHIN = Duration.ofMillis(1_500);

    /// Where the bus carries everything but nobody can be asked who is where: then it goes to all nodes.
    private static final Duration BY_BROADCAST = Duration.ofMillis(400);

    private final World world;
    private final SimScheduler scheduler;

    Punctuality(World world) {
        this.world = world;
        this.scheduler = world.scheduler();
    }

    /// One session that must be given one entry.
    private record Due(SimNode node, SimConnection connection, UserId user, Entry entry, long sinceNanos) {
        ConversationId conversation() {
            return entry.conversation();
        }

        boolean given() {
            return connection.hasReached(conversation(), entry.seq());
        }

        boolean moot(Journal.Log log) {
            return !node.isUp()
                    || connection.openUser().isEmpty()
                    || log.lastStay(user)
                            .filter(stay -> !stay.ended() && stay.joinedSeq() <= entry.seq())
                            .isEmpty();
        }
    }

    void committed(Entry entry) {
        var dues = new ArrayList<Due>();
        Journal.Log log = world.journal().log(entry.conversation());
        for (SimNode node : world.cluster().serving()) {
            for (SimConnection connection : node.connections()) {
                connection
                        .openUser()
                        .filter(log::isMember)
                        .ifPresent(user -> dues.add(new Due(node, connection, user, entry, scheduler.nowNanos())));
            }
        }
        if (dues.isEmpty()) {
            return;
        }
        checkAfter(ALWAYS, dues);
        scheduler.after(
                WHILE_SUSPECT,
                () -> dues.forEach(due -> {
                    long silent = silentSinceNanos(due.node());
                    if (missing(due)
                            && wellFor(due, WHILE_SUSPECT)
                            && due.sinceNanos() - SUSPECT_WITHIN.toNanos() > silent) {
                        throw late(due, "with the bus silent");
                    }
                }));
        if (world.brokers().stream().allMatch(broker -> broker.sound() && isOut(broker))) {
            long attached = entry.body().changesMembership() ? 0 : entry.seq();
            scheduler.after(
                    BY_BROADCAST,
                    () -> dues.forEach(due -> {
                        boolean prompt = attached > 0
                                && world.brokers().stream().allMatch(broker -> broker.sound() && isOut(broker));
                        if (prompt && missing(due) && wellFor(due, BY_BROADCAST.multipliedBy(10)) && allRun(due)) {
                            throw late(due, "without the registry");
                        }
                    }));
        }
    }

    private void checkAfter(Duration time, List<Due> dues) {
        scheduler.after(time, () -> {
            var open = new ArrayList<Due>();
            for (Due due : dues) {
                if (missing(due)) {
                    if (wellFor(due, ALWAYS)) {
                        throw late(due, "in any case");
                    }
                    open.add(due);
                }
            }
            if (!open.isEmpty()) {
                checkAfter(ALWAYS.dividedBy(4), open);
            }
        });
    }

    private boolean missing(Due due) {
        return !due.given() && !due.moot(world.journal().log(due.conversation()));
    }

    /// Whether the node has been able to do what it must for so long.
    private boolean wellFor(Due due, Duration time) {
        long well = due.node().wellSinceNanos();
        return well <= scheduler.nowNanos()
                && scheduler.nowNanos() - Math.max(well, due.sinceNanos()) >= time.toNanos();
    }

    private static boolean isOut(SimBroker broker) {
        return broker.registryOutSinceNanos() != Long.MAX_VALUE;
    }

    /// Whoever committed it may have been frozen before it could say so.
    private boolean allRun(Due due) {
        long began = due.sinceNanos() - BY_BROADCAST.multipliedBy(10).toNanos();
        return world.cluster().up().stream().allMatch(node -> node.wellSinceNanos() <= began);
    }

    /// Since when some node that should be heard here is not.
    private long silentSinceNanos(SimNode node) {
        long since = Long.MAX_VALUE;
        for (SimNode other : world.cluster().serving()) {
            for (SimBroker broker : world.brokers()) {
                if (other.wellSinceNanos() != Long.MAX_VALUE) {
                    long silent = broker.silentSinceNanos(other, node);
                    since = Math.min(
                            since, silent == Long.MAX_VALUE ? silent : Math.max(silent, other.wellSinceNanos()));
                }
            }
        }
        return since;
    }

    private Violation late(Due due, String how) {
        return new Violation("I7: after %d ms, %s, %s at %s has not been given %s"
                .formatted(
                        (scheduler.nowNanos() - due.sinceNanos()) / 1_000_000,
                        how,
                        due.user(),
                        due.node().name(),
                        due.entry()));
    }
}
