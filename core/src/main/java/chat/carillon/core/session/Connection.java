package chat.carillon.core.session;

import chat.carillon.core.fanout.Position;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One socket as a session sees it. Implemented by the gateway.
public interface Connection {

    /// Sends a frame. Any thread; never blocks. Frames sent on the event loop keep their order with live entries.
    void send(ServerFrame frame);

    /// Closes the socket after what was sent. Any thread; only the first call counts.
    void close(CloseCode code, String reason);

    /// The event loop: runs tasks one after the other, in order.
    Executor loop();

    /// Stops reading, so that what a client sends waits in its socket. On the loop.
    void pauseReading();

    /// On the loop.
    void resumeReading();

    /// Waits until little enough is outstanding for the socket. Blocks; for virtual threads.
    ///
    /// @return false if the time passed or the socket closed
    boolean awaitWritable(Duration timeout);

    /// Live entries of this conversation are given to this socket from now on. On the loop. When the socket
    /// closes, all are detached.
    ///
    /// @return the position after which they begin; null if the conversation is not open on this node
    @Nullable
    Position attach(ConversationId conversation);

    /// No more live entries. On the loop.
    void detach(ConversationId conversation);

    /// On the loop.
    boolean attached(ConversationId conversation);

    /// The token of the handshake's `Authorization: Bearer` header.
    Optional<String> handshakeToken();

    /// The client's address, for limits and logs.
    String remoteAddress();

    /// How the socket is. On the loop.
    Vitals vitals();

    /// @param client what its handshake called itself; null: nothing
    /// @param ageNanos since when it is there
    /// @param heardNanosAgo when anything last came from it
    /// @param queuedBytes that it has not taken
    record Vitals(@Nullable String client, long ageNanos, long heardNanosAgo, long queuedBytes) {}
}
