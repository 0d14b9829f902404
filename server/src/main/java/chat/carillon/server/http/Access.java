package chat.carillon.server.http;

/// Who may call a route. Who may do what in a conversation is decided by core, not here.
public enum Access {
    /// Anyone.
    OPEN,
    /// Anyone; who presents a token is known by it, and a bad token is refused.
    OPTIONAL,
    /// Whoever presents a good token.
    USER,
    /// Administrators.
    ADMINISTRATOR
}
