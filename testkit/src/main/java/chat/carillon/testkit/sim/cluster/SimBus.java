package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.bus.Beats;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.Sabotage;
import chat.carillon.testkit.sim.SimTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One node's bus to a simulated broker. A subscription takes its time to hold, and a dead broker forgets it. Beats as
/// the real ones do, and knows no better than by them whether the broker carries anything.
final class SimBus implements Bus {
    private static final double FAILURES_THAT_SHOW = 0.5;

    /// A node that is frozen may find that its connection was closed meanwhile; nobody keeps its records for long.
    private static final double FROZEN_LOSS = 0.7;

    private final SimBroker broker;
    private final String node;
    private final Life life;
    private final SimTime time;
    private final Place place;
    private final Beats beats;
    private final BusCounters counters = new BusCounters();
    private final Set<ConversationId> wanted = new LinkedHashSet<>();
    private final Set<ConversationId> holding = new LinkedHashSet<>();
    private long offlineSinceNanos = Long.MAX_VALUE;
    private @Nullable Listener listener;

    /// @param abroad whether the broker is another region's
    record Place(boolean abroad, Sabotage sabotage) {}

    SimBus(SimBroker broker, String node, Life life, SimTime time, Place place) {
        this.broker = broker;
        this.node = node;
        this.life = life;
        this.time = time;
        this.place = place;
        this.beats = new Beats(node, time);
        beat();
    }

    String node() {
        return node;
    }

    private void beat() {
        say(_ -> true, bus -> bus.beats.heard(node));
        time.after(Beats.EVERY, this::beat);
    }

    @Override
    public void publish(BusRecord.OfConversation record) {
        carry(record, bus -> bus.holding.contains(record.conversation()));
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        carry(record, bus -> nodes.contains(bus.node));
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        carry(record, _ -> true);
    }

    @SuppressWarnings("ReferenceEquality")
    private void carry(BusRecord.OfConversation record, Predicate<SimBus> to) {
        say(bus -> bus != this && to.test(bus), bus -> {
            if (bus.listener != null) {
                bus.listener.onRecord(record);
            }
        });
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void tell(BusRecord.Told record) {
        say(bus -> bus != this, bus -> {
            if (bus.listener != null) {
                bus.listener.onTold(node, record);
            }
        });
    }

    private void say(Predicate<SimBus> to, java.util.function.Consumer<SimBus> what) {
        if (life.isOver()) {
            return;
        }
        if ((broker.dead() || isOffline()) && broker.scheduler().chance().happens(FAILURES_THAT_SHOW)) {
            beats.failed();
        }
        broker.carry(this, to, bus -> bus.hear(() -> what.accept(bus)));
    }

    private void hear(Runnable what) {
        if (life.isFrozen() && broker.scheduler().chance().happens(FROZEN_LOSS)) {
            return;
        }
        life.run(() -> {
            if (!life.isOver()) {
                what.run();
            }
        });
    }

    @Override
    public void subscribe(ConversationId conversation) {
        wanted.add(conversation);
        time.after(broker.scheduler().hop(), () -> hold(conversation));
    }

    private void hold(ConversationId conversation) {
        if (!broker.dead() && !isOffline() && wanted.contains(conversation) && listener != null) {
            holding.add(conversation);
            listener.onSubscribed(conversation);
        }
    }

    /// The connection was lost and is there again.
    void subscribeAgain() {
        holding.clear();
        List.copyOf(wanted).forEach(this::subscribe);
    }

    /// Cuts this node off from the broker, or ends that.
    void setOffline(boolean offline) {
        boolean heals = isOffline() && !offline;
        offlineSinceNanos =
                offline ? Math.min(offlineSinceNanos, broker.scheduler().nowNanos()) : Long.MAX_VALUE;
        if (heals) {
            subscribeAgain();
        }
    }

    boolean isOffline() {
        return offlineSinceNanos != Long.MAX_VALUE;
    }

    long offlineSinceNanos() {
        return offlineSinceNanos;
    }

    @Override
    public void unsubscribe(ConversationId conversation) {
        wanted.remove(conversation);
        holding.remove(conversation);
    }

    @Override
    public boolean reachesOthers() {
        return true;
    }

    @Override
    public void listen(Listener to) {
        listener = to;
    }

    @Override
    public void expect(Set<String> others) {
        beats.expect(place.sabotage() == Sabotage.BUS_MISSES_NOBODY ? Set.of() : others);
    }

    @Override
    public BusCounters counters() {
        return counters;
    }

    @Override
    public boolean healthy() {
        return beats.healthy() || place.abroad() && place.sabotage() == Sabotage.BUS_IGNORES_OTHER_REGIONS;
    }

    @Override
    public void close() {
        broker.disconnect(this);
    }
}
