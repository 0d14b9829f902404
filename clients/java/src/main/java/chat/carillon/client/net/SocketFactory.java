package chat.carillon.client.net;

import java.net.URI;

/// Opens WebSockets of the subprotocol `carillon.v1`.
@FunctionalInterface
public interface SocketFactory {
    /// Returns at once; the listener is told.
    void connect(URI address, SocketListener listener);
}
