package chat.carillon.core.fanout;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The feeds of a node: which conversations have local members, and on which event loops. Thread-safe.
///
/// A conversation is opened before anybody attaches: first the feed listens to the bus, then the store is asked
/// where the log stands, so that nothing falls between the two.
public final class Fanout implements Bus.Listener {
    private static final Logger log = LoggerFactory.getLogger(Fanout.class);
    private static final Duration KEEP_IDLE = Duration.ofSeconds(60);
    private static final int SUBSCRIBE_FROM_MEMBERS = 24;

    /// Of members, as an entry from the store has it.
    static final int UNKNOWN_COUNT = 0;

    private final Bus bus;
    private final LogStore store;
    private final Time time;
    private final Limits limits;
    private final Executor blocking;
    private final FeedListener listener;
    private final ConcurrentHashMap<ConversationId, LocalFeed> feeds = new ConcurrentHashMap<>();
    private final FanoutCounters counters = new FanoutCounters();
    private final HeadLooks headLooks;

    /// @param blocking runs what blocks: reads of the store
    public Fanout(Bus bus, LogStore store, Time time, Limits limits, Executor blocking, FeedListener listener) {
        this.bus = bus;
        this.store = store;
        this.time = time;
        this.limits = limits;
        this.blocking = blocking;
        this.listener = listener;
        this.headLooks = new HeadLooks(store, this::onHead, blocking);
    }

    /// Makes sure that these conversations have feeds that know where they stand. Blocks: one query for all that
    /// were not open.
    ///
    /// @throws StoreUnavailableException if the store could not say
    public void open(Collection<ConversationId> conversations) {
        var mine = new ArrayList<LocalFeed>();
        var others = new ArrayList<LocalFeed>();
        for (ConversationId conversation : conversations) {
            int opening = mine.size();
            LocalFeed feed = feeds.computeIfAbsent(conversation, _ -> listening(conversation, mine));
            if (mine.size() == opening && !feed.opened().isDone()) {
                others.add(feed);
            }
        }
        try {
            startAll(mine);
        } catch (RuntimeException e) {
            mine.forEach(feed -> abandon(feed, e));
            throw e;
        }
        others.forEach(Fanout::awaitOpened);
    }

    /// Runs, as do [#forget] and [#subscribeIfLarge], under the map's lock of the conversation: so subscribing and
    /// unsubscribing keep their order.
    private LocalFeed listening(ConversationId conversation, List<LocalFeed> mine) {
        var feed = new LocalFeed(conversation, limits.maxFeedGapEntries(), time.monotonicNanos(), requests);
        mine.add(feed);
        return feed;
    }

    private void forget(LocalFeed feed) {
        feeds.computeIfPresent(feed.conversation(), (conversation, present) -> {
            if (present != feed) {
                return present;
            }
            if (feed.subscribed()) {
                bus.unsubscribe(conversation);
            }
            return null;
        });
    }

    private void startAll(List<LocalFeed> opening) {
        if (opening.isEmpty()) {
            return;
        }
        Map<ConversationId, Conversation.Head> heads =
                store.heads(opening.stream().map(LocalFeed::conversation).toList());
        for (LocalFeed feed : opening) {
            Conversation.Head head = heads.get(feed.conversation());
            if (head == null) {
                abandon(feed, new IllegalStateException("no such conversation: " + feed.conversation()));
            } else {
                feed.start(head);
                subscribeIfLarge(feed.conversation(), head.memberCount());
            }
        }
    }

    /// Small conversations are routed to this node by name and need no subscription. Subscribes a little before a
    /// conversation has grown so far that it is published.
    private void subscribeIfLarge(ConversationId conversation, int memberCount) {
        LocalFeed known = feeds.get(conversation);
        if (memberCount >= SUBSCRIBE_FROM_MEMBERS && known != null && !known.subscribed()) {
            feeds.computeIfPresent(conversation, (_, feed) -> {
                if (feed.subscribeOnce()) {
                    bus.subscribe(conversation);
                }
                return feed;
            });
        }
    }

    /// What was published before the subscription held is found by the head.
    @Override
    public void onSubscribed(ConversationId conversation) {
        headLooks.add(conversation);
    }

    private void abandon(LocalFeed feed, RuntimeException why) {
        forget(feed);
        feed.opened().completeExceptionally(why);
    }

    private static void awaitOpened(LocalFeed feed) {
        try {
            feed.opened().join();
        } catch (CompletionException e) {
            throw new StoreUnavailableException("a feed could not be opened", e.getCause());
        }
    }

    /// Deliveries of this conversation go to `loop` from now on. Does not block.
    ///
    /// @return where they begin; null if the conversation is not open (any more): open it and try again
    public @Nullable Position attach(ConversationId conversation, DeliveryLoop loop) {
        LocalFeed feed = feeds.get(conversation);
        return feed == null ? null : feed.attach(loop);
    }

    /// Whether `user` left by an entry after `afterSeq` that was given out here already, or that cannot be said.
    public boolean mayHaveLeft(ConversationId conversation, UserId user, long afterSeq) {
        LocalFeed feed = feeds.get(conversation);
        return feed == null || feed.mayHaveLeft(user, afterSeq);
    }

    /// The loop has no members of this conversation any more. Does not block.
    public void detach(ConversationId conversation, DeliveryLoop loop) {
        LocalFeed feed = feeds.get(conversation);
        if (feed != null) {
            feed.detach(loop, time.monotonicNanos());
        }
    }

    @Override
    public void onRecord(BusRecord.OfConversation record) {
        switch (record) {
            case BusRecord.Appended appended -> onAppended(appended);
            case BusRecord.Ephemeral(ConversationId conversation, byte[] frame) -> {
                LocalFeed feed = feeds.get(conversation);
                if (feed != null) {
                    feed.onEphemeral(frame);
                }
            }
        }
    }

    private void onAppended(BusRecord.Appended record) {
        EntryBody body;
        try {
            body = record.changesMembership() ? LocalFeed.bodyOf(record) : null;
        } catch (ProtocolException e) {
            log.warn("ignored a record that cannot be read: {}", e.getMessage());
            return;
        }
        LocalFeed feed = feeds.get(record.conversation());
        if (feed != null) {
            feed.onRecord(record);
            subscribeIfLarge(record.conversation(), record.memberCount());
        } else if (body instanceof EntryBody.MembersJoined(List<UserId> users)) {
            listener.joined(record.conversation(), users);
        }
    }

    /// A log stands there, says the store.
    void onHead(Conversation.Head head) {
        onHead(head.conversation(), head.headSeq());
        subscribeIfLarge(head.conversation(), head.memberCount());
    }

    /// A log reaches up to here, says the store or a repeated request; a feed that is behind backfills.
    public void onHead(ConversationId conversation, long headSeq) {
        LocalFeed feed = feeds.get(conversation);
        if (feed != null) {
            feed.onHead(headSeq);
        }
    }

    /// Makes feeds that know of missing entries ask for them, unless they do.
    void askAgain() {
        feeds.values().forEach(LocalFeed::onLook);
    }

    /// Members of a conversation, and where its deliveries stand; both 0 if it is not open here.
    public record Standing(int memberCount, long deliveredSeq) {}

    public Standing standing(ConversationId conversation) {
        LocalFeed feed = feeds.get(conversation);
        return feed == null ? new Standing(UNKNOWN_COUNT, 0) : feed.standing();
    }

    /// The event loops that have members of a conversation.
    public List<DeliveryLoop> loops(ConversationId conversation) {
        LocalFeed feed = feeds.get(conversation);
        return feed == null ? List.of() : feed.loops();
    }

    /// The conversations that are open.
    List<ConversationId> openConversations() {
        return List.copyOf(feeds.keySet());
    }

    /// Forgets feeds that nobody has needed for a while.
    void retireIdle() {
        long idleBefore = time.monotonicNanos() - KEEP_IDLE.toNanos();
        for (LocalFeed feed : feeds.values()) {
            if (feed.retire(idleBefore)) {
                forget(feed);
            }
        }
    }

    public FanoutCounters counters() {
        return counters;
    }

    public int openFeeds() {
        return feeds.size();
    }

    private final LocalFeed.Requests requests = new LocalFeed.Requests() {
        @Override
        public void joined(ConversationId conversation, List<UserId> users) {
            listener.joined(conversation, users);
        }

        @Override
        public void delivered(ConversationId conversation, long seq, boolean fromStore, int loops) {
            listener.delivered(conversation, seq, fromStore, loops);
        }

        @Override
        public void backfill(LocalFeed feed, long afterSeq, long untilSeq) {
            counters.gap();
            blocking.execute(() -> readMissing(feed, afterSeq, untilSeq));
        }
    };

    private void readMissing(LocalFeed feed, long afterSeq, long untilSeq) {
        List<Entry> entries;
        try {
            entries =
                    store.read(feed.conversation(), afterSeq, untilSeq, limits.maxPageEntries(), limits.maxPageBytes());
        } catch (StoreUnavailableException e) {
            log.warn("cannot backfill {} after {}: {}", feed.conversation(), afterSeq, e.getMessage());
            feed.onBackfillFailed();
            return;
        } catch (RuntimeException e) {
            log.error("defect while backfilling {} after {}", feed.conversation(), afterSeq, e);
            feed.onBackfillFailed();
            return;
        }
        counters.backfilled(entries.size());
        feed.onBackfill(entries.stream()
                .map(entry -> BusRecord.Appended.of(entry, UNKNOWN_COUNT))
                .toList());
    }
}
