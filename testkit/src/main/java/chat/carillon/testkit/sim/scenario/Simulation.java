package chat.carillon.testkit.sim.scenario;

import chat.carillon.testkit.sim.Chance;
import chat.carillon.testkit.sim.Sabotage;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.Violation;
import chat.carillon.testkit.sim.cluster.SimNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run: conversations are made, users and administrators do things while much goes wrong, then
/// all is repaired, and within a bounded time everybody must have everything.
public final class Simulation {
    private static final Duration SETUP = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(30);
    private static final int CONVERSATIONS = 3;
    private static final double BY_ADMINISTRATORS = 0.15;

    private final long seed;
    private final World world;
    private final SimScheduler scheduler;
    private final Chance chance;
    private final Administrators administrators;
    private int actionsLeft;

    private Simulation(long seed, Sabotage sabotage, @Nullable Consumer<String> log) {
        this.seed = seed;
        chance = new Chance(seed);
        scheduler = new SimScheduler(chance, log);
        world = new World(Setting.of(chance), scheduler, sabotage);
        administrators = new Administrators(world);
        world.journal().listen(new Punctuality(world)::committed);
        actionsLeft = world.setting().actions();
    }

    /// @throws Violation if something happens that must not
    public static Outcome run(long seed) {
        return new Simulation(seed, Sabotage.NONE, null).run();
    }

    /// The same, and `log` is given a line for everything that happens.
    public static Outcome run(long seed, Consumer<String> log) {
        return new Simulation(seed, Sabotage.NONE, log).run();
    }

    /// The same with something broken.
    public static Outcome run(long seed, Sabotage sabotage) {
        return new Simulation(seed, sabotage, null).run();
    }

    private Outcome run() {
        var misfortune = new Misfortune(world);
        for (int i = 0; i < CONVERSATIONS; i++) {
            administrators.create();
        }
        pass(SETUP);
        misfortune.begin();
        scheduleAction();
        scheduler.runUntil(() -> actionsLeft == 0 && !misfortune.anyFrozen(), Duration.ofHours(1));
        misfortune.end();
        scheduler.trace(0, () -> "-- all is repaired");
        long repairedNanos = scheduler.nowNanos();
        var checks = new FinalChecks(world);
        while (checks.missing().isPresent()) {
            if (scheduler.nowNanos() - repairedNanos > HEALED_WITHIN.toNanos()) {
                throw new Violation(
                        "after %s %s".formatted(HEALED_WITHIN, checks.missing().get()));
            }
            pass(LOOK_EVERY);
        }
        long healedNanos = scheduler.nowNanos();
        pass(QUIET);
        checks.run();
        return outcome(healedNanos - repairedNanos);
    }

    private Outcome outcome(long healingNanos) {
        long entries =
                world.journal().logs().stream().mapToLong(log -> log.headSeq()).sum();
        long gaps = world.cluster().up().stream()
                .map(SimNode::node)
                .mapToLong(node -> node.fanout().counters().gaps())
                .sum();
        return new Outcome(
                seed,
                scheduler.fingerprint(),
                scheduler.steps(),
                entries,
                gaps,
                Duration.ofNanos(healingNanos).toMillis());
    }

    private void pass(Duration time) {
        var _ = scheduler.runUntil(() -> false, time);
    }

    private void scheduleAction() {
        scheduler.after(chance.upTo(world.setting().pause()), () -> {
            if (actionsLeft == 0) {
                return;
            }
            if (chance.happens(BY_ADMINISTRATORS)) {
                administrators.act();
            } else {
                chance.pick(world.devices()).act();
            }
            actionsLeft--;
            mustBeBounded();
            scheduleAction();
        });
    }

    /// I5, as far as it can be seen from outside.
    private void mustBeBounded() {
        int most = world.setting().limits().maxQueuedAppends() * world.setting().appendConcurrency();
        for (SimNode node : world.cluster().up()) {
            if (node.node().queuedAppends() > most) {
                throw new Violation("I5: %d writes wait".formatted(node.node().queuedAppends()));
            }
        }
    }
}
