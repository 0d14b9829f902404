package chat.carillon.server.delivery;

import chat.carillon.core.journal.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import java.util.Optional;
import java.util.Set;

/// Whom a socket belongs to, as delivery sees it.
public interface SocketOwner {

    /// Sends a frame, in order with what else is delivered. Any thread.
    void send(ServerFrame frame);

    /// Closes the socket, which may be stuck. On the loop.
    void fail(CloseCode code, String reason);

    /// Closes the socket without a word. Any thread.
    void abort();

    /// Whose session it is, once it is open. On the loop.
    Optional<UserId> user();

    /// The same with device and session. On the loop.
    Optional<Attachment.Holder> holder();

    /// The last entry that `gone` were given is written: leaves the conversation if the socket is one of theirs. On
    /// the loop.
    void leaveIfOf(Set<UserId> gone, ConversationId conversation);
}
