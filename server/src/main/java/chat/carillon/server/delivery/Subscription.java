package chat.carillon.server.delivery;

/// A socket's place in a feed: all that a slow member costs. Confined to the event loop of both.
final class Subscription {
    final LoopFeed feed;
    final Outbound outbound;

    /// Index of the batch that this member is written next.
    long next;

    /// Where in the feed's array of members it stands.
    int slot;

    Subscription(LoopFeed feed, Outbound outbound) {
        this.feed = feed;
        this.outbound = outbound;
    }
}
