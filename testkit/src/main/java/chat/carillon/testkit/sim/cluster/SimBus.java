package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import chat.carillon.testkit.sim.Life;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One node's bus to the simulated broker. A subscription takes its time to hold, and a dead broker forgets it.
final class SimBus implements Bus {
    private final SimBroker broker;
    private final String node;
    private final Life life;
    private final BusCounters counters = new BusCounters();
    private final Set<ConversationId> wanted = new LinkedHashSet<>();
    private final Set<ConversationId> holding = new LinkedHashSet<>();
    private @Nullable Listener listener;

    SimBus(SimBroker broker, String node, Life life) {
        this.broker = broker;
        this.node = node;
        this.life = life;
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

    private void carry(BusRecord.OfConversation record, java.util.function.Predicate<SimBus> to) {
        if (!life.isOver()) {
            broker.carry(this, record, to);
        }
    }

    @Override
    public void subscribe(ConversationId conversation) {
        wanted.add(conversation);
        broker.scheduler().after(broker.scheduler().hop(), () -> hold(conversation));
    }

    private void hold(ConversationId conversation) {
        if (!life.isOver() && !broker.dead() && wanted.contains(conversation) && listener != null) {
            holding.add(conversation);
            listener.onSubscribed(conversation);
        }
    }

    /// The connection was lost and is there again.
    void subscribeAgain() {
        holding.clear();
        List.copyOf(wanted).forEach(this::subscribe);
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
    public void expect(Set<String> others) {}

    @Override
    public BusCounters counters() {
        return counters;
    }

    @Override
    public boolean healthy() {
        return !broker.dead();
    }

    @Override
    public void close() {
        broker.disconnect(this);
    }

    void receive(BusRecord.OfConversation record) {
        if (!life.isOver() && listener != null) {
            listener.onRecord(record);
        }
    }
}
