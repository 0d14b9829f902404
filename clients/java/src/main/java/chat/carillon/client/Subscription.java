package chat.carillon.client;

/// A listener's interest in a conversation.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /// Ends it: calls that are on their way still come. What follows goes to the client's own listener.
    @Override
    void close();
}
