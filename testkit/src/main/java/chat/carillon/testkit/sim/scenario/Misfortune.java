package chat.carillon.testkit.sim.scenario;

import chat.carillon.testkit.sim.Chance;
import chat.carillon.testkit.sim.SimDatabase;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.client.SimClient;
import chat.carillon.testkit.sim.cluster.SimBroker;
import chat.carillon.testkit.sim.cluster.SimConnection;
import chat.carillon.testkit.sim.cluster.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes things go wrong: each seed has its own selection of what can.
final class Misfortune {
    private static final Duration MAX_LENGTH = Duration.ofSeconds(4);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(8);
    private static final Duration MAX_FREEZE = Duration.ofSeconds(14);
    private static final Duration MAX_NOTICED = Duration.ofSeconds(2);
    private static final Duration MAX_LATE = Duration.ofSeconds(8);
    private static final double SELECTED = 0.5;
    private static final int MAX_JUMP_MINUTES = 120;

    private final World world;
    private final Chance chance;
    private final SimScheduler scheduler;
    private final List<Runnable> kinds = new ArrayList<>();
    private boolean hasFrozen;
    private int frozen;
    private boolean over;
    private boolean databaseClockJumped;

    Misfortune(World world) {
        this.world = world;
        this.chance = world.chance();
        this.scheduler = world.scheduler();
        List<Runnable> all = List.of(
                this::brokerLoses,
                this::brokerDies,
                this::databaseFails,
                this::databaseVanishes,
                this::nodeIsCutOff,
                this::nodeDies,
                this::nodeFreezes,
                this::nodeIsNotHeard,
                this::regionsAreCut,
                this::registryVanishes,
                this::socketBreaks,
                this::clientFreezes,
                this::clockJumps);
        all.stream().filter(_ -> chance.happens(SELECTED)).forEach(kinds::add);
    }

    void begin() {
        if (!kinds.isEmpty()) {
            scheduleNext();
        }
    }

    private void scheduleNext() {
        scheduler.after(chance.upTo(world.setting().calm()), () -> {
            if (!over) {
                chance.pick(kinds).run();
                scheduleNext();
            }
        });
    }

    /// Nothing goes wrong any more, and everything that did is repaired.
    void end() {
        over = true;
        world.brokers().forEach(broker -> {
            broker.set(SimBroker.Faults.NONE);
            broker.mend();
            broker.setRegistryOut(false);
        });
        world.database().set(SimDatabase.Faults.NONE);
        world.cluster().up().forEach(SimNode::thaw);
        world.cluster().up().forEach(node -> node.setAbroadCut(false));
        world.cluster().restart();
        world.cluster().up().forEach(node -> node.store().setCutOff(false));
        world.clients().stream()
                .flatMap(client -> client.connection().stream())
                .forEach(connection -> connection.setFrozen(false));
    }

    private void forAWhile(String what, Runnable begin, Runnable end) {
        during(chance.upTo(MAX_LENGTH), what, begin, end);
    }

    private void during(Duration length, String what, Runnable begin, Runnable end) {
        scheduler.trace(what.hashCode(), () -> "-- " + what);
        begin.run();
        scheduler.after(length, () -> {
            scheduler.trace(what.hashCode(), () -> "-- no more: " + what);
            end.run();
        });
    }

    private SimBroker anyBroker() {
        return chance.pick(world.brokers());
    }

    private void brokerLoses() {
        SimBroker broker = anyBroker();
        var faults = new SimBroker.Faults(share(), share(), share(), chance.upTo(MAX_LATE), false);
        forAWhile(
                "the broker loses, repeats and reorders",
                () -> broker.set(faults),
                () -> broker.set(SimBroker.Faults.NONE));
    }

    private void brokerDies() {
        SimBroker broker = anyBroker();
        during(
                chance.upTo(MAX_SILENCE),
                "the broker is dead",
                () -> broker.set(new SimBroker.Faults(0, 0, 0, Duration.ZERO, true)),
                () -> broker.set(SimBroker.Faults.NONE));
    }

    /// One way: it hears the other, which may be itself, and is not heard.
    private void nodeIsNotHeard() {
        SimBroker broker = anyBroker();
        List<SimNode> up = world.cluster().up();
        if (!up.isEmpty()) {
            SimNode from = chance.pick(up);
            SimNode to = chance.pick(up);
            during(
                    chance.upTo(MAX_SILENCE),
                    "%s is not heard by %s".formatted(from.name(), to.name()),
                    () -> broker.cut(from, to),
                    broker::mend);
        }
    }

    private void regionsAreCut() {
        during(
                chance.upTo(MAX_SILENCE),
                "the regions are cut off from each other",
                () -> world.cluster().up().forEach(node -> node.setAbroadCut(true)),
                () -> world.cluster().up().forEach(node -> node.setAbroadCut(false)));
    }

    private void registryVanishes() {
        SimBroker broker = anyBroker();
        during(
                chance.upTo(MAX_SILENCE),
                "the registry cannot be reached",
                () -> broker.setRegistryOut(true),
                () -> broker.setRegistryOut(false));
    }

    /// It may outlast the lease, and the run goes on until it is over: once a run.
    private void nodeFreezes() {
        if (hasFrozen) {
            return;
        }
        world.cluster().any().ifPresent(node -> {
            hasFrozen = true;
            frozen++;
            during(chance.upTo(MAX_FREEZE), node.name() + " is frozen", node::freeze, () -> {
                frozen--;
                node.thaw();
            });
        });
    }

    /// Whether some node still has to go on by itself.
    boolean anyFrozen() {
        return frozen > 0;
    }

    private void databaseFails() {
        var faults = new SimDatabase.Faults(share(), share(), share(), chance.upTo(MAX_LENGTH), false);
        forAWhile(
                "the database fails now and then",
                () -> world.database().set(faults),
                () -> world.database().set(SimDatabase.Faults.NONE));
    }

    private void databaseVanishes() {
        forAWhile(
                "the database cannot be reached",
                () -> world.database().set(new SimDatabase.Faults(0, 0, 0, Duration.ZERO, true)),
                () -> world.database().set(SimDatabase.Faults.NONE));
    }

    private double share() {
        return chance.happens(0.5) ? 0 : chance.below(60) / 100.0;
    }

    private void nodeIsCutOff() {
        world.cluster()
                .any()
                .ifPresent(node -> forAWhile(
                        "a node is cut off from the database",
                        () -> node.store().setCutOff(true),
                        () -> node.store().setCutOff(false)));
    }

    private void nodeDies() {
        List<SimNode> up = world.cluster().up();
        if (!up.isEmpty()) {
            forAWhile(
                    "a node is killed",
                    () -> chance.pick(up).kill(MAX_NOTICED),
                    () -> world.cluster().restart());
        }
    }

    private void socketBreaks() {
        anyConnection(connection -> connection.cut(chance.upTo(MAX_NOTICED), chance.upTo(MAX_LENGTH)));
    }

    private void clientFreezes() {
        anyConnection(connection -> forAWhile(
                "a client reads nothing", () -> connection.setFrozen(true), () -> connection.setFrozen(false)));
    }

    private void anyConnection(java.util.function.Consumer<SimConnection> what) {
        SimClient client = chance.pick(world.clients());
        client.connection().ifPresent(what);
    }

    /// The clocks stay wrong; nobody sets them right at the end. The database's jumps once only: what is written
    /// between two jumps may take a minute to be found.
    private void clockJumps() {
        Duration error = Duration.ofMinutes(chance.between(-MAX_JUMP_MINUTES, MAX_JUMP_MINUTES));
        scheduler.trace(error.toMinutes(), () -> "-- a clock jumps to " + error);
        if (chance.happens(0.5) && !databaseClockJumped) {
            databaseClockJumped = true;
            world.database().setClockError(error);
        } else {
            world.cluster().any().ifPresent(node -> node.setClockError(error));
        }
    }
}
