package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The buses of several regions as one: a node speaks on that of its own region and listens on all. Thread-safe.
public final class RegionalBus implements Bus {
    private final Bus home;
    private final List<Bus> all;

    /// @param home of the own region
    /// @param abroad of the other regions
    public RegionalBus(Bus home, List<Bus> abroad) {
        this.home = home;
        this.all = Stream.concat(Stream.of(home), abroad.stream()).toList();
    }

    @Override
    public void publish(BusRecord.OfConversation record) {
        home.publish(record);
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        home.send(nodes, record);
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        home.broadcast(record);
    }

    @Override
    public void tell(BusRecord.Told record) {
        home.tell(record);
    }

    @Override
    public void subscribe(ConversationId conversation) {
        all.forEach(bus -> bus.subscribe(conversation));
    }

    @Override
    public void unsubscribe(ConversationId conversation) {
        all.forEach(bus -> bus.unsubscribe(conversation));
    }

    @Override
    public boolean reachesOthers() {
        return true;
    }

    /// Every node beats on all buses, so that each link is known to work both ways.
    @Override
    public void expect(Set<String> others) {
        all.forEach(bus -> bus.expect(others));
    }

    @Override
    public void listen(Listener listener) {
        all.forEach(bus -> bus.listen(listener));
    }

    @Override
    public boolean healthy() {
        return all.stream().allMatch(Bus::healthy);
    }

    @Override
    public BusCounters counters() {
        return home.counters();
    }

    @Override
    public void close() {
        all.forEach(Bus::close);
    }
}
