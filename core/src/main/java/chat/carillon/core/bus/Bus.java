package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;
import java.util.Set;

/// Carries records to the *other* nodes; the own one is told directly. At most once: any record may be lost,
/// repeated, delayed or reordered. Thread-safe; nothing here blocks or throws: what cannot be sent is dropped and
/// counted, the receivers' feeds notice by seq.
public interface Bus extends AutoCloseable {

    /// Hands a record to the nodes that subscribe to its conversation: one publish, however many there are.
    void publish(BusRecord.OfConversation record);

    /// Hands a record to these nodes and to no other.
    ///
    /// @param nodes names with incarnation; what is sent to a former life of a node is not received
    void send(Set<String> nodes, BusRecord.OfConversation record);

    /// Hands a record to all nodes: for when nobody can say which.
    void broadcast(BusRecord.OfConversation record);

    /// Tells all nodes something that belongs to no feed: who is there, whose sessions are too many, what is asked.
    void tell(BusRecord.Told record);

    /// This node wants what is published to a conversation from now on. Idempotent.
    /// [Listener#onSubscribed] says when that is so.
    void subscribe(ConversationId conversation);

    /// The opposite. Idempotent.
    void unsubscribe(ConversationId conversation);

    /// Whether there can be other nodes at all.
    boolean reachesOthers();

    /// Where records of other nodes go to: called once, before the first subscription.
    void listen(Listener listener);

    /// The other nodes that live, according to the store: records of theirs should come through.
    void expect(Set<String> others);

    /// Whether records seem to get through, both ways: false makes feeds ask the store.
    boolean healthy();

    BusCounters counters();

    @Override
    void close();

    /// Called from any thread, also concurrently; must not block.
    interface Listener {
        void onRecord(BusRecord.OfConversation record);

        /// @param node name and incarnation of the node that says so
        default void onTold(String node, BusRecord.Told record) {}

        /// What is published to this conversation is received from now on: also said again after the connection
        /// was lost. What was published before may be missing.
        void onSubscribed(ConversationId conversation);
    }
}
