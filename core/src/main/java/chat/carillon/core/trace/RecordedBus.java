package chat.carillon.core.trace;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.core.journal.Step.Way;
import chat.carillon.model.ConversationId;
import java.util.Set;

/// A bus, and in the journal which entries were handed to it. Thread-safe.
public final class RecordedBus implements Bus {
    private final Bus bus;
    private final Journal journal;

    public RecordedBus(Bus bus, Journal journal) {
        this.bus = bus;
        this.journal = journal;
    }

    private void record(BusRecord.OfConversation record, Way way, Set<String> nodes) {
        if (record instanceof BusRecord.Appended appended) {
            journal.add(new Step.Published(appended.conversation(), appended.seq(), journal.nowNanos(), way, nodes));
        }
    }

    @Override
    public void publish(BusRecord.OfConversation record) {
        record(record, Way.SUBSCRIBERS, Set.of());
        bus.publish(record);
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        record(record, Way.NODES, nodes);
        bus.send(nodes, record);
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        record(record, Way.EVERYBODY, Set.of());
        bus.broadcast(record);
    }

    @Override
    public void tell(BusRecord.Told record) {
        bus.tell(record);
    }

    @Override
    public void subscribe(ConversationId conversation) {
        bus.subscribe(conversation);
    }

    @Override
    public void unsubscribe(ConversationId conversation) {
        bus.unsubscribe(conversation);
    }

    @Override
    public boolean reachesOthers() {
        return bus.reachesOthers();
    }

    @Override
    public void listen(Listener listener) {
        bus.listen(listener);
    }

    @Override
    public void expect(Set<String> others) {
        bus.expect(others);
    }

    @Override
    public boolean healthy() {
        return bus.healthy();
    }

    @Override
    public BusCounters counters() {
        return bus.counters();
    }

    @Override
    public void close() {
        bus.close();
    }
}
