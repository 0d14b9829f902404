package chat.carillon.client.session;

/// How a client stands with the server.
public enum ClientState {
    /// No connection; after the first `connect`, another attempt comes by itself.
    DISCONNECTED,
    /// An attempt is on its way.
    CONNECTING,
    /// The session is open, and what was missed is being fetched. Everything can be done already.
    SYNCING,
    /// The session is open and nothing is known to be missing.
    CONNECTED,
    /// Over, for good: closed by the application, or by the server for a reason that does not pass by itself.
    CLOSED;

    /// Whether a session is open.
    public boolean online() {
        return this == SYNCING || this == CONNECTED;
    }
}
