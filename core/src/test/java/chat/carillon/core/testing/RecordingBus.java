package chat.carillon.core.testing;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Remembers what it was given; carries nothing. The order of calls decides what is subscribed to, as with a broker.
public final class RecordingBus implements Bus {
    /// Each as `way nodes conversation/seq`; `typing` in the place of the seq of ephemeral records.
    public final List<String> carried = new ArrayList<>();

    public final List<BusRecord.Told> told = new ArrayList<>();
    public final Set<ConversationId> subscribed = new HashSet<>();
    public Set<String> expected = Set.of();
    public Runnable beforeUnsubscribe = () -> {};
    public boolean healthy = true;
    public boolean reachesOthers = true;
    private final BusCounters counters = new BusCounters();

    @Override
    public void publish(BusRecord.OfConversation record) {
        carried.add("publish " + name(record));
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        carried.add("send " + new TreeSet<>(nodes) + " " + name(record));
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        carried.add("broadcast " + name(record));
    }

    @Override
    public void tell(BusRecord.Told record) {
        told.add(record);
    }

    private static String name(BusRecord.OfConversation record) {
        return switch (record) {
            case BusRecord.Appended appended -> appended.conversation() + "/" + appended.seq();
            case BusRecord.Ephemeral ephemeral -> ephemeral.conversation() + "/typing";
        };
    }

    @Override
    public void subscribe(ConversationId conversation) {
        subscribed.add(conversation);
    }

    @Override
    public void unsubscribe(ConversationId conversation) {
        beforeUnsubscribe.run();
        subscribed.remove(conversation);
    }

    @Override
    public boolean reachesOthers() {
        return reachesOthers;
    }

    @Override
    public void expect(Set<String> others) {
        expected = others;
    }

    @Override
    public void listen(Listener listener) {}

    @Override
    public boolean healthy() {
        return healthy;
    }

    @Override
    public BusCounters counters() {
        return counters;
    }

    @Override
    public void close() {}
}
