package chat.carillon.server.delivery;

import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.fanout.Position;
import chat.carillon.core.journal.Attachment;
import chat.carillon.core.journal.Journal;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jctools.queues.MpscChunkedArrayQueue;
import org.jspecify.annotations.Nullable;

/// One event loop of the gateway. Other threads reach its sockets through one bounded inbox; at most one drain is
/// scheduled at a time, and a drain takes everything that waits.
///
/// A drain first writes the sockets that have frames of their own (and with them what their feeds have), then
/// visits a slice of the members of each feed with work. If work is left it comes back after the loop has looked
/// at its sockets: a fan-out to ten thousand members does not make a direct message wait for all of them.
public final class GatewayLoop implements DeliveryLoop, Runnable {
    static final int SCRATCH_BYTES = 64 * 1024;

    private static final int INBOX_CAPACITY = 1 << 17;
    private static final int INBOX_CHUNK = 1 << 10;
    private static final int MAX_ITEMS_A_DRAIN = 1 << 12;
    private static final int SLICE_MEMBERS = 256;

    private final EventLoop eventLoop;
    private final Fanout fanout;
    private final Limits limits;
    private final GatewayCounters counters;
    private final Journal journal;
    private final ByteBuf scratch;

    /// Holds [Delivery]s, and [OwnFrame]s of single sockets.
    private final MpscChunkedArrayQueue<Object> inbox = new MpscChunkedArrayQueue<>(INBOX_CHUNK, INBOX_CAPACITY);

    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean overflowed;

    private final Map<ConversationId, LoopFeed> feeds = new HashMap<>();
    private final ArrayDeque<LoopFeed> active = new ArrayDeque<>();
    private final ArrayDeque<Outbound> dirty = new ArrayDeque<>();
    private long deliveredFrames;
    private long writes;

    public GatewayLoop(EventLoop eventLoop, Fanout fanout, Limits limits, GatewayCounters counters, Journal journal) {
        this.eventLoop = eventLoop;
        this.fanout = fanout;
        this.limits = limits;
        this.counters = counters;
        this.journal = journal;
        this.scratch = Unpooled.directBuffer(SCRATCH_BYTES);
    }

    private record OwnFrame(Outbound outbound, ByteBuf bytes) {}

    public EventLoop eventLoop() {
        return eventLoop;
    }

    public Limits limits() {
        return limits;
    }

    public GatewayCounters counters() {
        return counters;
    }

    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public void offer(Delivery delivery) {
        if (!inbox.offer(delivery)) {
            counters.inboxOverflow();
            overflowed = true;
        }
        schedule();
    }

    /// Any thread. Takes the buffer.
    public void offer(Outbound outbound, ByteBuf frame) {
        if (!inbox.offer(new OwnFrame(outbound, frame))) {
            frame.release();
            counters.inboxOverflow();
            outbound.owner().abort();
        }
        schedule();
    }

    @Override
    public void census(ConversationId conversation, Consumer<Collection<UserId>> to) {
        eventLoop.execute(() -> to.accept(of(conversation, LoopFeed::users)));
    }

    @Override
    public void look(ConversationId conversation, Consumer<List<Attachment>> to) {
        eventLoop.execute(() -> to.accept(of(conversation, LoopFeed::attachments)));
    }

    private <T> List<T> of(ConversationId conversation, Function<LoopFeed, List<T>> asked) {
        LoopFeed feed = feeds.get(conversation);
        return feed == null ? List.of() : asked.apply(feed);
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            eventLoop.execute(this);
        }
    }

    /// The drain.
    @Override
    public void run() {
        scheduled.set(false);
        takeInbox();
        flushDirty();
        long waitNanos = visitFeeds();
        flushDirty();
        counters.add(deliveredFrames, writes);
        deliveredFrames = 0;
        writes = 0;
        if (!inbox.isEmpty() || waitNanos <= 0) {
            comeBack();
        } else if (waitNanos < Long.MAX_VALUE) {
            var _ = eventLoop.schedule(this, waitNanos, TimeUnit.NANOSECONDS);
        }
    }

    /// Gives each feed with work a slice.
    ///
    /// @return after how long there is work again: 0 for at once, the highest number for never
    private long visitFeeds() {
        long waitNanos = Long.MAX_VALUE;
        for (int feeds = active.size(); feeds > 0; feeds--) {
            LoopFeed feed = active.remove();
            long gathersFor = feed.gathersForNanos(nowNanos());
            if (gathersFor <= 0) {
                feed.visit(SLICE_MEMBERS, nowNanos());
            }
            feed.active = feed.hasWork();
            if (feed.active) {
                active.add(feed);
                waitNanos = Math.min(waitNanos, Math.max(0, feed.gathersForNanos(nowNanos())));
            }
        }
        return waitNanos;
    }

    /// Comes back after the loop has looked at its sockets: a timer that is due at once waits for that, a task does
    /// not.
    private void comeBack() {
        if (scheduled.compareAndSet(false, true)) {
            var _ = eventLoop.schedule(this, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void takeInbox() {
        if (overflowed) {
            overflowed = false;
            List.copyOf(feeds.values()).forEach(this::lagging);
        }
        for (int taken = 0; taken < MAX_ITEMS_A_DRAIN; taken++) {
            Object item = inbox.relaxedPoll();
            if (item == null) {
                return;
            }
            if (item instanceof OwnFrame(Outbound outbound, ByteBuf bytes)) {
                outbound.add(bytes);
                markDirtyNow(outbound);
            } else if (item instanceof Delivery delivery) {
                take(delivery);
            }
        }
    }

    private void take(Delivery delivery) {
        LoopFeed feed = feeds.get(delivery.conversation());
        if (feed == null) {
            return;
        }
        if (!feed.offer(delivery, nowNanos())) {
            lagging(feed);
        }
        if (!feed.active) {
            feed.active = true;
            active.add(feed);
        }
    }

    private void lagging(LoopFeed feed) {
        var notice = new ServerFrame.Lagging(List.of(feed.conversation()));
        feed.outbounds().forEach(outbound -> outbound.owner().send(notice));
    }

    private void markDirtyNow(Outbound outbound) {
        if (!outbound.dirty) {
            outbound.dirty = true;
            dirty.add(outbound);
        }
    }

    /// The socket has something to write again. On the loop.
    void markDirty(Outbound outbound) {
        markDirtyNow(outbound);
        schedule();
    }

    private void flushDirty() {
        Outbound outbound;
        while ((outbound = dirty.poll()) != null) {
            outbound.dirty = false;
            outbound.flush();
        }
    }

    /// Attaches a socket to a conversation. On the loop.
    public @Nullable Position attach(ConversationId conversation, Outbound outbound) {
        LoopFeed feed = feeds.get(conversation);
        if (feed == null) {
            Position position = fanout.attach(conversation, this);
            if (position == null) {
                return null;
            }
            feed = new LoopFeed(conversation, position, limits, ByteBufAllocator.DEFAULT, journal);
            feeds.put(conversation, feed);
        }
        if (outbound.subscriptionTo(feed) == null) {
            outbound.subscribe(feed.add(outbound));
        }
        return feed.position();
    }

    /// On the loop.
    public void detach(ConversationId conversation, Outbound outbound) {
        LoopFeed feed = feeds.get(conversation);
        Subscription member = feed == null ? null : outbound.subscriptionTo(feed);
        if (member != null) {
            drop(member);
        }
    }

    /// On the loop.
    public void detachAll(Outbound outbound) {
        outbound.subscriptions().forEach(this::drop);
    }

    private void drop(Subscription member) {
        member.outbound.unsubscribe(member);
        LoopFeed feed = member.feed;
        member.attachment().ifPresent(last -> journal.ended(feed.conversation(), last));
        feed.remove(member);
        if (feed.size() == 0) {
            feeds.remove(feed.conversation());
            feed.releaseAll();
            fanout.detach(feed.conversation(), this);
        }
    }

    public boolean attached(ConversationId conversation, Outbound outbound) {
        LoopFeed feed = feeds.get(conversation);
        return feed != null && outbound.subscriptionTo(feed) != null;
    }

    /// Memory to put small pieces together in; used up before the next call. On the loop.
    ByteBuf scratch() {
        return scratch.clear().retain();
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isScratch(ByteBuf bytes) {
        return bytes == scratch;
    }

    void delivered(int frames) {
        deliveredFrames += frames;
    }

    void wrote() {
        writes++;
    }
}
