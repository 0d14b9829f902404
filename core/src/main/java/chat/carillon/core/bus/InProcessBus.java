package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;
import org.jspecify.annotations.Nullable;

/// The bus of a single node: hands every record to the node's own listener, on the publisher's thread, at once.
/// Loses nothing. Thread-safe.
public final class InProcessBus implements Bus {
    private volatile @Nullable Listener listener;

    @Override
    public void publish(BusRecord record) {
        Listener to = listener;
        if (to != null) {
            to.onRecord(record);
        }
    }

    @Override
    public void subscribe(ConversationId conversation) {}

    @Override
    public void unsubscribe(ConversationId conversation) {}

    @Override
    public void listen(Listener to) {
        listener = to;
    }

    @Override
    public boolean healthy() {
        return true;
    }

    @Override
    public void close() {
        listener = null;
    }
}
