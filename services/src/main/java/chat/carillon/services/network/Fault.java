package chat.carillon.services.network;

/// What happens to one connection.
///
/// @param afterRequests how many pieces of what the client sends pass before; of a protocol that
///     asks and waits for answers, each is a request
public record Fault(int afterRequests, Manner manner) {
    public static final Fault NONE = new Fault(Integer.MAX_VALUE, Manner.REQUEST_LOST);

    public enum Manner {
        /// The next request does not reach the server.
        REQUEST_LOST,
        /// The next request reaches the server, its answer does not reach the client.
        REPLY_LOST
    }
}
