package chat.carillon.testkit;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The reference model of a bus between several nodes, and a broker for clusters within one process. Hands every
/// record over at once, on the publisher's thread; loses nothing. Thread-safe.
public final class InMemoryBroker {
    private final List<NodeBus> nodes = new CopyOnWriteArrayList<>();

    /// The bus of one more node.
    ///
    /// @param node name and incarnation
    public Bus connect(String node) {
        var bus = new NodeBus(node);
        nodes.add(bus);
        return bus;
    }

    private final class NodeBus implements Bus {
        private final String name;
        private final BusCounters counters = new BusCounters();
        private final Set<ConversationId> subscriptions = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Listener listener;

        NodeBus(String name) {
            this.name = name;
        }

        @Override
        public void publish(BusRecord.OfConversation record) {
            carry(record, node -> node.subscriptions.contains(record.conversation()));
        }

        @Override
        public void send(Set<String> names, BusRecord.OfConversation record) {
            carry(record, node -> names.contains(node.name));
        }

        @Override
        public void broadcast(BusRecord.OfConversation record) {
            carry(record, _ -> true);
        }

        @Override
        public void tell(BusRecord.Told record) {
            if (nodes.contains(this)) {
                nodes.stream().filter(node -> !node.name.equals(name)).forEach(node -> node.hear(name, record));
            }
        }

        private void hear(String from, BusRecord.Told record) {
            Listener to = listener;
            if (to != null) {
                to.onTold(from, record);
            }
        }

        private void carry(BusRecord.OfConversation record, Predicate<NodeBus> to) {
            if (nodes.contains(this)) {
                nodes.stream()
                        .filter(node -> !node.name.equals(name) && to.test(node))
                        .forEach(node -> node.receive(record));
            }
        }

        private void receive(BusRecord.OfConversation record) {
            Listener to = listener;
            if (to != null) {
                to.onRecord(record);
            }
        }

        @Override
        public void subscribe(ConversationId conversation) {
            subscriptions.add(conversation);
            Listener to = listener;
            if (to != null) {
                to.onSubscribed(conversation);
            }
        }

        @Override
        public void unsubscribe(ConversationId conversation) {
            subscriptions.remove(conversation);
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
            return true;
        }

        @Override
        public void close() {
            nodes.remove(this);
        }
    }
}
