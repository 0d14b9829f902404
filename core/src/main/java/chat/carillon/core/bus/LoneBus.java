package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;
import java.util.Set;

/// The bus of a node that is alone: there is nobody to tell. Thread-safe.
public final class LoneBus implements Bus {
    private final BusCounters counters = new BusCounters();

    @Override
    public void publish(BusRecord.OfConversation record) {}

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {}

    @Override
    public void broadcast(BusRecord.OfConversation record) {}

    @Override
    public void tell(BusRecord.Told record) {}

    @Override
    public void subscribe(ConversationId conversation) {}

    @Override
    public void unsubscribe(ConversationId conversation) {}

    @Override
    public void listen(Listener listener) {}

    @Override
    public boolean reachesOthers() {
        return false;
    }

    @Override
    public void expect(Set<String> others) {}

    @Override
    public boolean healthy() {
        return true;
    }

    @Override
    public BusCounters counters() {
        return counters;
    }

    @Override
    public void close() {}
}
