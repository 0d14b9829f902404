package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.SimScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The broker between the nodes of a simulation: loses, repeats, delays and thereby reorders what
/// it carries, as its faults say.
public final class SimBroker {
    private final SimScheduler scheduler;
    private final List<SimBus> buses = new ArrayList<>();
    private Faults faults = Faults.NONE;

    /// @param loss share of records that do not reach a node
    /// @param repeat share of records that reach a node twice
    /// @param late share of records that take up to maxDelay
    /// @param maxDelay of a late record; others take a few milliseconds
    /// @param dead nothing gets through, and the nodes notice
    public record Faults(double loss, double repeat, double late, Duration maxDelay, boolean dead) {
        public static final Faults NONE = new Faults(0, 0, 0, Duration.ZERO, false);
    }

    public SimBroker(SimScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Whoever was cut off by a dead broker subscribes again once it lives.
    public void set(Faults changed) {
        boolean heals = faults.dead() && !changed.dead();
        faults = changed;
        if (heals) {
            buses.forEach(SimBus::subscribeAgain);
        }
    }

    /// A node's connection to the broker.
    SimBus connect(String node, Life life) {
        var bus = new SimBus(this, node, life);
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

    @SuppressWarnings("ReferenceEquality")
    void carry(SimBus from, BusRecord.OfConversation record, Predicate<SimBus> to) {
        for (SimBus bus : buses) {
            if (bus != from && !dead() && to.test(bus) && !happens(faults.loss())) {
                transmit(record, bus);
                if (happens(faults.repeat())) {
                    transmit(record, bus);
                }
            }
        }
    }

    private void transmit(BusRecord.OfConversation record, SimBus to) {
        Duration delay = happens(faults.late()) ? scheduler.chance().upTo(faults.maxDelay()) : scheduler.hop();
        scheduler.after(delay, () -> to.receive(record));
    }

    private boolean happens(double probability) {
        return probability > 0 && scheduler.chance().happens(probability);
    }
}
