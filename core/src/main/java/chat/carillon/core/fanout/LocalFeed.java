package chat.carillon.core.fanout;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.log.Conversation;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A conversation's [Feed] together with the event loops that have members of it. Thread-safe: everything is
/// guarded by this object's lock. Loops are offered entries while it is held (which keeps their order); nothing
/// else is called then but the queueing of a backfill.
final class LocalFeed {
    private final ConversationId conversation;
    private final int maxHeld;
    private final Requests requests;

    /// Completed once the feed knows where it stands.
    private final CompletableFuture<Position> opened = new CompletableFuture<>();

    /// Records that came before that; bounded by maxHeld, older ones win.
    private final List<BusRecord.Appended> early = new ArrayList<>();

    private final List<DeliveryLoop> loops = new ArrayList<>();
    private @Nullable Feed feed;
    private RecentLeaves leaves = new RecentLeaves(Long.MAX_VALUE);
    private long beganAtSeq;

    /// Written under the lock, read without it at each record of a large conversation.
    private volatile boolean subscribed;

    /// Written under the lock, read without it at each ack.
    private volatile Fanout.Standing standing = new Fanout.Standing(0, 0);

    private boolean retired;
    private long idleSinceNanos;

    LocalFeed(ConversationId conversation, int maxHeld, long nowNanos, Requests requests) {
        this.conversation = conversation;
        this.maxHeld = maxHeld;
        this.idleSinceNanos = nowNanos;
        this.requests = requests;
    }

    /// What a feed needs from outside; must not block.
    interface Requests extends FeedListener {
        void backfill(LocalFeed feed, long afterSeq, long untilSeq);
    }

    ConversationId conversation() {
        return conversation;
    }

    boolean subscribed() {
        return subscribed;
    }

    /// @return whether this was the first time
    synchronized boolean subscribeOnce() {
        boolean first = !subscribed;
        subscribed = true;
        return first;
    }

    Fanout.Standing standing() {
        return standing;
    }

    CompletableFuture<Position> opened() {
        return opened;
    }

    /// The store's word on where the log stood after the feed began to listen.
    synchronized void start(Conversation.Head head) {
        if (feed != null) {
            return;
        }
        feed = new Feed(new Position(head.headSeq(), head.headOrdinal(), head.membershipSeq()), maxHeld);
        leaves = new RecentLeaves(head.membershipSeq());
        beganAtSeq = head.headSeq();
        standing = new Fanout.Standing(head.memberCount(), head.headSeq());
        early.forEach(this::onRecord);
        early.clear();
        opened.complete(feed.position());
    }

    synchronized void onRecord(BusRecord.Appended record) {
        if (feed == null) {
            if (early.size() < maxHeld) {
                early.add(record);
            }
            return;
        }
        if (record.seq() <= beganAtSeq) {
            tellJoined(record);
        } else if (record.memberCount() > 0) {
            standing = new Fanout.Standing(record.memberCount(), standing.deliveredSeq());
        }
        feed.onRecord(record, commands);
    }

    synchronized void onHead(long headSeq) {
        if (feed != null) {
            feed.onHead(headSeq, commands);
        }
    }

    synchronized void onLook() {
        if (feed != null) {
            feed.onLook(commands);
        }
    }

    synchronized void onBackfill(List<BusRecord.Appended> page) {
        if (feed != null) {
            feed.onBackfill(page, commands);
        }
    }

    synchronized void onBackfillFailed() {
        if (feed != null) {
            feed.onBackfillFailed();
        }
    }

    synchronized void onEphemeral(byte[] frame) {
        var delivery = new Delivery.OfEphemeral(conversation, new EncodedFrame(frame));
        loops.forEach(loop -> loop.offer(delivery));
    }

    /// @return where the loop's deliveries begin, or null if this feed is no longer in use
    synchronized @Nullable Position attach(DeliveryLoop loop) {
        if (retired || feed == null) {
            return null;
        }
        if (!loops.contains(loop)) {
            loops.add(loop);
        }
        return feed.position();
    }

    synchronized void detach(DeliveryLoop loop, long nowNanos) {
        loops.remove(loop);
        idleSinceNanos = nowNanos;
    }

    synchronized List<DeliveryLoop> loops() {
        return List.copyOf(loops);
    }

    /// Whether `user` left by an entry after `afterSeq` that was given out, or that cannot be said.
    synchronized boolean mayHaveLeft(UserId user, long afterSeq) {
        return leaves.mayHaveLeft(user, afterSeq);
    }

    /// Marks the feed as no longer in use if it has had no loop since before `idleBeforeNanos`.
    synchronized boolean retire(long idleBeforeNanos) {
        if (loops.isEmpty() && idleSinceNanos - idleBeforeNanos < 0) {
            retired = true;
            opened.cancel(false);
        }
        return retired;
    }

    synchronized long behind() {
        return feed == null ? 0 : feed.behind();
    }

    private final Feed.Commands commands = new Feed.Commands() {
        @Override
        public void deliver(BusRecord.Appended entry) {
            standing = new Fanout.Standing(standing.memberCount(), entry.seq());
            Set<UserId> leaving = entry.changesMembership() ? noteMembership(entry) : Set.of();
            var delivery = new Delivery.OfEntry(
                    conversation,
                    entry.seq(),
                    entry.ordinal(),
                    entry.changesMembership(),
                    leaving,
                    new EncodedFrame(entry.frame()));
            for (DeliveryLoop loop : loops) {
                loop.offer(delivery);
            }
            requests.delivered(conversation, entry.seq(), entry.memberCount() == Fanout.UNKNOWN_COUNT, loops.size());
        }

        @Override
        public void backfill(long afterSeq, long untilSeq) {
            requests.backfill(LocalFeed.this, afterSeq, untilSeq);
        }
    };

    /// An entry that the feed will not deliver, because it began behind it. Those who joined by it may be here all
    /// the same: one of several entries by which a new conversation got its members opened the feed at the last.
    private void tellJoined(BusRecord.Appended record) {
        if (record.changesMembership() && bodyOf(record) instanceof EntryBody.MembersJoined(List<UserId> users)) {
            requests.joined(conversation, users);
        }
    }

    /// @return the users who are members no more
    private Set<UserId> noteMembership(BusRecord.Appended record) {
        EntryBody body = bodyOf(record);
        if (body instanceof EntryBody.MembersJoined(List<UserId> users)) {
            requests.joined(conversation, users);
        }
        if (body instanceof EntryBody.MembersLeft(List<UserId> users)) {
            Set<UserId> leaving = Set.copyOf(users);
            leaves.add(record.seq(), leaving);
            return leaving;
        }
        return Set.of();
    }

    /// @throws chat.carillon.protocol.codec.ProtocolException if it cannot be read
    static @Nullable EntryBody bodyOf(BusRecord.Appended record) {
        return FrameCodec.decodeServer(record.frame(), 0, record.frame().length)
                .map(frame ->
                        frame instanceof ServerFrame.Live live ? live.entry().body() : null)
                .orElse(null);
    }
}
