package chat.carillon.testkit.sim.cluster;

import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import org.jspecify.annotations.Nullable;

/// The other end of a connection.
public interface Peer {
    void onFrame(SimConnection connection, ServerFrame frame);

    /// @param code null if the connection just broke
    void onClosed(SimConnection connection, @Nullable CloseCode code);
}
