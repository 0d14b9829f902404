package chat.carillon.client.outbox;

import chat.carillon.model.ClientMessageId;
import chat.carillon.protocol.ClientFrame;
import java.util.List;

/// Where unanswered writes are kept. Called by one thread at a time.
public interface OutboxStorage extends AutoCloseable {

    /// What was kept, in the order in which it was added. Called once, first.
    List<ClientFrame.Write> load();

    /// Keeps a write; when this returns, it is as safe as this storage makes it.
    ///
    /// @throws OutboxStorageException if it could not be kept; then it was not
    void add(ClientFrame.Write write);

    /// Forgets a write. May be forgotten itself in a crash: the write is then sent again, which changes nothing.
    void remove(ClientMessageId id);

    @Override
    void close();

    /// Keeps nothing: what is unanswered when the process ends is lost.
    static OutboxStorage memory() {
        return new MemoryOutboxStorage();
    }
}
