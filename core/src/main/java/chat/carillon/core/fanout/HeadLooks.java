package chat.carillon.core.fanout;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the store where conversations stand, once for all that wait: a broker that comes back confirms thousands of
/// subscriptions at once. Thread-safe; at most one question is under way.
final class HeadLooks {
    private static final Logger log = LoggerFactory.getLogger(HeadLooks.class);
    private static final int MAX_A_QUERY = 10_000;

    private final LogStore store;
    private final Consumer<Conversation.Head> heads;
    private final Executor blocking;

    /// Bounded by the feeds that are open.
    private final Set<ConversationId> waiting = new LinkedHashSet<>();

    private boolean looking;

    HeadLooks(LogStore store, Consumer<Conversation.Head> heads, Executor blocking) {
        this.store = store;
        this.heads = heads;
        this.blocking = blocking;
    }

    /// Does not block.
    void add(ConversationId conversation) {
        synchronized (this) {
            waiting.add(conversation);
            if (looking) {
                return;
            }
            looking = true;
        }
        blocking.execute(this::lookAtAll);
    }

    private void lookAtAll() {
        for (List<ConversationId> some = take(); !some.isEmpty(); some = take()) {
            try {
                store.heads(some).values().forEach(heads);
            } catch (StoreUnavailableException e) {
                // The sweeper compares the heads of all once a minute, and those that changed sooner.
                log.warn("cannot ask where {} conversations stand: {}", some.size(), e.getMessage());
            } catch (RuntimeException e) {
                log.error("defect while asking where {} conversations stand", some.size(), e);
            }
        }
    }

    private synchronized List<ConversationId> take() {
        List<ConversationId> some = waiting.stream().limit(MAX_A_QUERY).toList();
        waiting.removeAll(Set.copyOf(some));
        looking = !some.isEmpty();
        return some;
    }
}
