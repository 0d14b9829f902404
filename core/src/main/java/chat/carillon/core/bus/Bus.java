package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;

/// Carries records between nodes, the own one included. At most once: any record may be lost, repeated, delayed or
/// reordered. Thread-safe.
public interface Bus extends AutoCloseable {

    /// Hands a record to all nodes that subscribe to its conversation. Never blocks and never throws: what cannot be
    /// sent is dropped and counted, the receivers' feeds notice by seq.
    void publish(BusRecord record);

    /// This node wants the records of a conversation from now on. Idempotent, does not block.
    void subscribe(ConversationId conversation);

    /// The opposite. Idempotent, does not block.
    void unsubscribe(ConversationId conversation);

    /// Where this node's records go to: called once, before the first subscription. The listener is called from any
    /// thread, also concurrently, and must not block.
    void listen(Listener listener);

    /// Whether records seem to get through: false makes feeds ask the store.
    boolean healthy();

    @Override
    void close();

    interface Listener {
        void onRecord(BusRecord record);
    }
}
