package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.SimTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The broker of a region: loses, repeats, delays and thereby reorders what it carries, as its faults say, or carries
/// nothing from one node to another. The registry lives where it does.
public final class SimBroker {
    private static final long NEVER = Long.MAX_VALUE;

    private final SimScheduler scheduler;
    private final SessionRegistry registry = new InMemorySessionRegistry();
    private final List<SimBus> buses = new ArrayList<>();
    private final Map<Cut, Long> cuts = new LinkedHashMap<>();
    private Faults faults = Faults.NONE;
    private long deadSinceNanos = NEVER;
    private long registryOutSinceNanos = NEVER;

    /// @param loss share of records that do not reach a node
    /// @param repeat share of records that reach a node twice
    /// @param late share of records that take up to maxDelay
    /// @param maxDelay of a late record; others take a few milliseconds
    /// @param dead nothing gets through
    public record Faults(double loss, double repeat, double late, Duration maxDelay, boolean dead) {
        public static final Faults NONE = new Faults(0, 0, 0, Duration.ZERO, false);
    }

    private record Cut(String from, String to) {}

    public SimBroker(SimScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Whoever was cut off by a dead broker subscribes again once it lives.
    public void set(Faults changed) {
        boolean heals = faults.dead() && !changed.dead();
        deadSinceNanos = !changed.dead() ? NEVER : Math.min(deadSinceNanos, scheduler.nowNanos());
        faults = changed;
        if (heals) {
            buses.forEach(SimBus::subscribeAgain);
        }
    }

    /// Nothing that one node says reaches the other, which may be itself, though the other way is open.
    public void cut(SimNode from, SimNode to) {
        cuts.putIfAbsent(new Cut(from.name(), to.name()), scheduler.nowNanos());
    }

    /// Ends all cuts.
    public void mend() {
        cuts.clear();
    }

    public void setRegistryOut(boolean out) {
        registryOutSinceNanos = out ? Math.min(registryOutSinceNanos, scheduler.nowNanos()) : NEVER;
    }

    /// Since when nobody can be asked; [Long#MAX_VALUE] if somebody can.
    public long registryOutSinceNanos() {
        return Math.min(deadSinceNanos, registryOutSinceNanos);
    }

    /// Whether it carries everything now.
    public boolean sound() {
        return faults.equals(Faults.NONE) && cuts.isEmpty() && buses.stream().noneMatch(SimBus::isOffline);
    }

    /// Since when nothing that `from` says here reaches `to`; [Long#MAX_VALUE] if something may.
    public long silentSinceNanos(SimNode from, SimNode to) {
        long since = Math.min(deadSinceNanos, cuts.getOrDefault(new Cut(from.name(), to.name()), NEVER));
        for (SimBus bus : buses) {
            if (bus.node().equals(from.name()) || bus.node().equals(to.name())) {
                since = Math.min(since, bus.offlineSinceNanos());
            }
        }
        return since;
    }

    /// A node's connection to the broker.
    SimBus connect(String node, Life life, SimTime time, SimBus.Place place) {
        var bus = new SimBus(this, node, life, time, place);
        buses.add(bus);
        return bus;
    }

    void disconnect(SimBus bus) {
        buses.remove(bus);
    }

    boolean dead() {
        return faults.dead();
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    SessionRegistry registry() {
        return registry;
    }

    /// Lets some nodes do what is to be done with something that was said.
    void carry(SimBus from, Predicate<SimBus> to, Consumer<SimBus> arrival) {
        for (SimBus bus : buses) {
            if (to.test(bus) && passes(from, bus) && !happens(faults.loss())) {
                transmit(bus, arrival);
                if (happens(faults.repeat())) {
                    transmit(bus, arrival);
                }
            }
        }
    }

    private boolean passes(SimBus from, SimBus to) {
        return !dead()
                && !from.isOffline()
                && !to.isOffline()
                && (cuts.isEmpty() || !cuts.containsKey(new Cut(from.node(), to.node())));
    }

    private void transmit(SimBus to, Consumer<SimBus> arrival) {
        Duration delay = happens(faults.late()) ? scheduler.chance().upTo(faults.maxDelay()) : scheduler.hop();
        scheduler.after(delay, () -> arrival.accept(to));
    }

    private boolean happens(double probability) {
        return probability > 0 && scheduler.chance().happens(probability);
    }
}
