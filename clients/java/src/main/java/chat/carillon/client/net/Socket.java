package chat.carillon.client.net;

/// A WebSocket that is open. Thread-safe.
public interface Socket {
    /// Sends after what was sent before. If the peer does not take it, the socket fails.
    void send(String text);

    /// Lets one more frame come.
    void request();

    /// Says good-bye; [SocketListener#closed] follows, or not.
    void close();
}
