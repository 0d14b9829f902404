package chat.carillon.client.outbox;

import chat.carillon.model.ClientMessageId;
import chat.carillon.protocol.ClientFrame;
import java.util.List;

/// The outbox itself is in memory; there is nothing to do.
final class MemoryOutboxStorage implements OutboxStorage {
    @Override
    public List<ClientFrame.Write> load() {
        return List.of();
    }

    @Override
    public void add(ClientFrame.Write write) {}

    @Override
    public void remove(ClientMessageId id) {}

    @Override
    public void close() {}
}
