package chat.carillon.server.delivery;

import chat.carillon.core.journal.Attachment;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A socket's place in a feed: all that a slow member costs. Confined to the event loop of both.
final class Subscription {
    final LoopFeed feed;
    final Outbound outbound;

    /// Entries after this one are written to the member; it gets those before by sync.
    final long attachedSeq;

    /// Index of the batch that this member is written next.
    long next;

    /// Where in the feed's array of members it stands.
    int slot;

    Subscription(LoopFeed feed, Outbound outbound) {
        this.feed = feed;
        this.outbound = outbound;
        this.attachedSeq = feed.position().seq();
    }

    /// How it stands with the member, for people who ask; empty if its session is not open.
    Optional<Attachment> attachment() {
        long blockedMillis = TimeUnit.NANOSECONDS.toMillis(outbound.blockedForNanos());
        return outbound.owner()
                .holder()
                .map(holder -> new Attachment(holder, attachedSeq, feed.writtenSeq(this), blockedMillis));
    }
}
