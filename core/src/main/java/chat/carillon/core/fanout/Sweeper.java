package chat.carillon.core.fanout;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds quiet losses: asks the store which logs changed since the last look and tells the feeds, every 5 s, or
/// every 500 ms while the bus is suspect. One range scan a look, whatever the number of conversations.
///
/// Looks back over an overlap, because a transaction may become visible later than its time says; what a feed
/// knows already costs it a comparison. Confined to one look at a time.
public final class Sweeper {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY_WHILE_SUSPECT = Duration.ofMillis(500);
    private static final Duration OVERLAP = Duration.ofSeconds(10);
    private static final int MAX_HEADS_A_QUERY = 10_000;

    private final Fanout fanout;
    private final LogStore store;
    private final Bus bus;
    private final Time time;
    private final Executor blocking;
    private long lookedUntilMillis;
    private volatile boolean stopped;

    public Sweeper(Fanout fanout, LogStore store, Bus bus, Time time, Executor blocking) {
        this.fanout = fanout;
        this.store = store;
        this.bus = bus;
        this.time = time;
        this.blocking = blocking;
        this.lookedUntilMillis = time.wallMillis();
    }

    public void start() {
        scheduleNext();
    }

    public void stop() {
        stopped = true;
    }

    private void scheduleNext() {
        if (!stopped) {
            time.after(
                    bus.healthy() ? LOOK_EVERY : LOOK_EVERY_WHILE_SUSPECT,
                    () -> blocking.execute(this::lookAndSchedule));
        }
    }

    private void lookAndSchedule() {
        try {
            look();
            fanout.retireIdle();
        } catch (StoreUnavailableException e) {
            log.warn("cannot ask the store what changed: {}", e.getMessage());
        } finally {
            scheduleNext();
        }
    }

    /// One look. Blocks.
    void look() {
        long since = lookedUntilMillis - OVERLAP.toMillis();
        while (true) {
            List<Conversation.Head> heads = store.changedSince(since, MAX_HEADS_A_QUERY);
            for (Conversation.Head head : heads) {
                fanout.onHead(head.conversation(), head.headSeq());
                lookedUntilMillis = Math.max(lookedUntilMillis, head.changedAtMillis());
            }
            if (heads.size() < MAX_HEADS_A_QUERY || heads.getLast().changedAtMillis() <= since) {
                return;
            }
            since = heads.getLast().changedAtMillis();
        }
    }
}
