package chat.carillon.core.fanout;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds quiet losses: asks the store which logs changed since the last look and tells the feeds, every second, or
/// every 500 ms while the bus is suspect. One range scan a look, whatever the number of conversations.
///
/// Looks back over an overlap, because a transaction may become visible later than its time says; what a feed
/// knows already costs it a comparison. Times are the store's own, because this node's clock may be wrong. What
/// slips through all the same (a transaction that was stuck for longer, a clock that jumped there and back) is
/// found once a minute, when the heads of all open conversations are compared. Confined to one look at a time.
public final class Sweeper {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    /// A single record may be lost on a bus that carries everything else.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY_ALONE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY_WHILE_SUSPECT = Duration.ofMillis(500);

    /// How soon it is noticed that the bus became suspect.
    private static final Duration TICK = Duration.ofMillis(250);

    private static final Duration OVERLAP = Duration.ofSeconds(10);
    private static final Duration COMPARE_ALL_EVERY = Duration.ofMinutes(1);
    private static final int MAX_HEADS_A_QUERY = 10_000;

    private final Fanout fanout;
    private final LogStore store;
    private final Bus bus;
    private final Time time;
    private final Executor blocking;
    private final LongConsumer alsoLook;

    /// Of the last look that the store answered: by its time, and by this node's.
    private long answeredAtMillis = Long.MAX_VALUE;

    private long answeredAtNanos;
    private long comparedAllAtNanos;
    private long lookedAtNanos;
    private boolean wasHealthy = true;
    private volatile boolean stopped;

    /// @param alsoLook asks the store for other things that began since then, in the same rhythm; it may block
    public Sweeper(Fanout fanout, LogStore store, Bus bus, Time time, Executor blocking, LongConsumer alsoLook) {
        this.fanout = fanout;
        this.store = store;
        this.bus = bus;
        this.time = time;
        this.blocking = blocking;
        this.alsoLook = alsoLook;
        this.comparedAllAtNanos = time.monotonicNanos();
        this.lookedAtNanos = comparedAllAtNanos;
        this.answeredAtNanos = comparedAllAtNanos;
    }

    public void start() {
        scheduleNext();
    }

    public void stop() {
        stopped = true;
    }

    private void scheduleNext() {
        if (!stopped) {
            time.after(TICK, this::tick);
        }
    }

    private void tick() {
        if (due()) {
            blocking.execute(this::lookAndSchedule);
        } else {
            scheduleNext();
        }
    }

    /// A bus that becomes suspect, or heals, is a reason to look at once.
    private boolean due() {
        boolean healthy = bus.healthy();
        boolean changed = healthy != wasHealthy;
        wasHealthy = healthy;
        return changed || time.monotonicNanos() - lookedAtNanos >= pace(healthy).toNanos();
    }

    private Duration pace(boolean healthy) {
        if (!bus.reachesOthers()) {
            return LOOK_EVERY_ALONE;
        }
        return healthy ? LOOK_EVERY : LOOK_EVERY_WHILE_SUSPECT;
    }

    private void lookAndSchedule() {
        lookedAtNanos = time.monotonicNanos();
        try {
            look();
            fanout.askAgain();
            fanout.retireIdle();
        } catch (StoreUnavailableException e) {
            log.warn("cannot ask the store what changed: {}", e.getMessage());
        } finally {
            scheduleNext();
        }
    }

    /// One look. Blocks.
    void look() {
        long beganNanos = time.monotonicNanos();
        long now = store.nowMillis();
        // A clock that was set back since then says earlier times for what is new, however long that took.
        long passedMillis = (time.monotonicNanos() - answeredAtNanos) / 1_000_000;
        long sinceMillis = Math.min(answeredAtMillis, now - passedMillis) - OVERLAP.toMillis();
        compareChanged(sinceMillis);
        alsoLook.accept(sinceMillis);
        answeredAtMillis = now;
        answeredAtNanos = beganNanos;
        if (time.monotonicNanos() - comparedAllAtNanos >= COMPARE_ALL_EVERY.toNanos()) {
            compareAll();
            comparedAllAtNanos = time.monotonicNanos();
        }
    }

    private void compareChanged(long afterMillis) {
        long since = afterMillis;
        while (true) {
            List<Conversation.Head> heads = store.changedSince(since, MAX_HEADS_A_QUERY);
            heads.forEach(fanout::onHead);
            if (heads.size() < MAX_HEADS_A_QUERY || heads.getLast().changedAtMillis() <= since) {
                return;
            }
            since = heads.getLast().changedAtMillis();
        }
    }

    private void compareAll() {
        List<ConversationId> open = fanout.openConversations();
        for (int from = 0; from < open.size(); from += MAX_HEADS_A_QUERY) {
            int until = Math.min(open.size(), from + MAX_HEADS_A_QUERY);
            store.heads(open.subList(from, until)).values().forEach(fanout::onHead);
        }
    }
}
